import { type PathRecord, PrecisionStop } from '@passband/engine';
import type { MeasurementRow } from '@passband/store';
import { describe, expect, it } from 'vitest';
import { PathResults, PUBLISHED } from './path-results.ts';
import { capWarning } from './precision.ts';
import { stoppingRound } from './stopping.ts';

/** A path of class 0 whose high-frequency fraction changes with its round; of 3 samples it is in no mean. */
function pathOf(round: number, samples = 16): PathRecord {
  const magnitudes = Float32Array.from({ length: 9 }, (_, bin) => (bin === 0 ? 3 : 0.3 + 0.05 * ((bin * round) % 3)));
  const spectra = { PERIODOGRAM: magnitudes, MIRRORED: new Float32Array(17), DISTANCE_POWER: magnitudes };
  const path = { classA: 0, classB: 0, round, imageA: 0, imageB: 1, samples, length: 16, consistentDistance: 16 };
  return { ...path, spectra } as PathRecord;
}

function rowOf(rounds: number, precision: number): MeasurementRow {
  const parameters = JSON.stringify({
    ...{ path: 'LINEAR', step: 1, samples: null, scopes: ['WITHIN_CLASS'], pairsPerGroup: rounds, precision },
  });
  const row = { id: 'a', parameters, roundsDone: rounds, withinRounds: null, betweenRounds: null };
  return { ...row, scopesLeft: ['WITHIN_CLASS'] } as Partial<MeasurementRow> as MeasurementRow;
}

const resultsOf = (paths: PathRecord[]) =>
  new PathResults({
    paths: {
      async *stream() {
        for (const [k, path] of paths.entries()) yield { ...path, id: String(k), measurementId: 'a' };
      },
    },
  });

describe('rounds whose paths are in no mean', () => {
  const EXCLUDED = new Set([0, 4, 5, 9]);
  const paths = Array.from({ length: 16 }, (_, round) => pathOf(round, EXCLUDED.has(round) ? 3 : 16));

  it('are rounds, of the mean before them', async () => {
    const rounds = await resultsOf(paths).rounds(rowOf(16, 0.05), 'WITHIN_CLASS');
    expect(rounds.map(({ round }) => round)).toEqual(Array.from({ length: 16 }, (_, k) => k + 1));
    expect(rounds[0]).toEqual({ round: 1, pathCount: 0, highFrequencyFraction: null });
    expect({ ...rounds[4], round: 4 }).toEqual(rounds[3]);
  });

  it.each([1, 0.5, 0.05, 0.02])(
    'stop a scope at the round at which the engine stops it: precision %d',
    async (precision) => {
      const stop = new PrecisionStop(precision);
      const stopped = paths.findIndex((path) => stop.addRound([path]));
      const rounds = await resultsOf(paths).rounds(rowOf(16, precision), 'WITHIN_CLASS');
      expect(stoppingRound(rounds, 16, precision)).toBe(stopped === -1 ? null : stopped + 1);
    },
  );
});

describe('the warning of the cap', () => {
  const paths = Array.from({ length: 7 }, (_, round) => pathOf(round));

  it('names a scope that is not precise', async () => {
    expect(await capWarning(resultsOf(paths), rowOf(7, 0.0001))).toMatch(/^precision was not reached at the cap of 7/);
  });

  it('does not name one that is, but was not so for four rounds in a row', async () => {
    expect(await capWarning(resultsOf(paths), rowOf(7, 0.5))).toBeNull();
  });
});

describe('fractions of a scope, for many measurements', () => {
  const paths = Array.from({ length: 7 }, (_, round) => pathOf(round));
  const choice = { ...PUBLISHED, cutoff: 0.3 };

  function counted(): { results: PathResults; read: string[] } {
    const read: string[] = [];
    const results = new PathResults({
      paths: {
        async *stream(id) {
          read.push(id);
          for (const [k, path] of paths.entries()) yield { ...path, id: String(k), measurementId: id };
        },
      },
    });
    return { results, read };
  }

  it('are those of a measurement by itself, null of a scope without paths', async () => {
    const { results } = counted();
    const { WITHIN_CLASS, BETWEEN_CLASS } = await results.scopeFractions(rowOf(7, 1), choice);
    expect(WITHIN_CLASS).toEqual(await results.highFrequencyFraction(rowOf(7, 1), 'WITHIN_CLASS', choice));
    expect(WITHIN_CLASS?.count).toBe(7);
    expect(BETWEEN_CLASS).toBeNull();
  });

  it('read each measurement once, and none whose values are kept', async () => {
    const { results, read } = counted();
    const rows = ['a', 'b', 'c'].map((id) => ({ ...rowOf(7, 1), id }));
    await results.values(rows[0] ?? rowOf(7, 1), choice);
    for (const row of [...rows, ...rows]) await results.scopeFractions(row, choice);
    expect(read).toEqual(['a', 'b', 'c']);
  });
});
