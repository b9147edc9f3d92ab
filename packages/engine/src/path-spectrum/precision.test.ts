import { describe, expect, test } from 'vitest';
import { halfWidthOf, LEAST_ROUNDS, PrecisionRule, PrecisionStop, precisionWarning } from './precision.ts';
import type { PathRecord } from './types.ts';

const wide = { lower: 0, upper: 0.5 };
const narrow = { lower: 0.25, upper: 0.5 };

describe('half of the width of bounds', () => {
  test('is half of what lies between them', () => expect(halfWidthOf(narrow)).toBe(0.125));

  test.each([null, undefined, { lower: null, upper: 1 }, { lower: 0, upper: null }, { lower: null, upper: null }])(
    'is infinite where there are none: %j',
    (estimate) => expect(halfWidthOf(estimate)).toBe(Infinity),
  );
});

describe('a scope stops', () => {
  /** The round at which a scope with these estimates stops, one a round from 1; null where it goes on. */
  const stopOf = (estimates: readonly (typeof wide | null)[], precision = 0.125): number | null => {
    const rule = new PrecisionRule(precision);
    const at = estimates.findIndex((estimate, k) => rule.stopsAt(k + 1, estimate));
    return at < 0 ? null : at + 1;
  };

  test('at the least number of rounds, where it was precise from the first', () => {
    expect(stopOf(new Array(20).fill(narrow))).toBe(8);
    expect(LEAST_ROUNDS).toBe(8);
  });

  test('when it was precise four rounds in a row, from the fifth on', () => {
    expect(stopOf([...new Array(4).fill(wide), ...new Array(4).fill(narrow)])).toBe(8);
    expect(stopOf([...new Array(5).fill(wide), ...new Array(4).fill(narrow)])).toBe(9);
    expect(stopOf([...new Array(7).fill(narrow), wide, ...new Array(4).fill(narrow)])).toBe(12);
  });

  test('not by three in a row, nor without bounds, nor a hair above the precision', () => {
    expect(stopOf([...new Array(7).fill(narrow), wide, narrow, narrow, narrow, wide])).toBeNull();
    expect(stopOf(new Array(20).fill(null))).toBeNull();
    expect(stopOf(new Array(20).fill(narrow), 0.1249)).toBeNull();
  });
});

describe('the rounds of a scope', () => {
  /** Of so many samples; the share of its spectrum that lies above the cutoff is `high`. */
  const path = (classA: number, high: number, samples = 40): PathRecord => {
    const spectrum = new Float32Array(21);
    spectrum[0] = 1 - high;
    spectrum[10] = high;
    return {
      ...{ round: 0, classA, classB: classA, imageA: 0, imageB: 1, length: samples, samples },
      spectra: { PERIODOGRAM: spectrum, MIRRORED: new Float32Array(41), DISTANCE_POWER: new Float32Array(21) },
      ...{ consistentDistance: 0, mostLikely: [], curves: null },
    };
  };
  const stops = (precision: number, rounds: number, roundOf: (k: number) => PathRecord[]): number | null => {
    const scope = new PrecisionStop(precision);
    for (let k = 0; k < rounds; k++) if (scope.addRound(roundOf(k))) return k + 1;
    return null;
  };

  test('that are all alike stop it as soon as may be', () => {
    expect(stops(1e-9, 20, () => [path(0, 0.25), path(1, 0.5)])).toBe(8);
  });

  test('are compared within their groups: what groups differ by is no uncertainty', () => {
    expect(stops(1e-9, 20, () => [path(0, 0.125), path(1, 0.875)])).toBe(8);
    expect(stops(0.01, 20, (k) => [path(0, k % 2 ? 0.125 : 0.875)])).toBeNull();
  });

  test('may hold paths of fewer than 4 samples, which are in no mean', () => {
    expect(stops(1e-9, 20, (k) => [path(0, 0.25), path(0, k % 2, 3)])).toBe(8);
    expect(stops(1e-9, 20, (k) => [path(0, 0.25), path(0, k % 2, 4)])).toBeNull();
    expect(stops(1, 20, () => [path(0, 0.25, 3)])).toBeNull();
  });
});

describe('the warning of a cap', () => {
  const asked = { precision: 0.01, pairsPerGroup: 20 };

  test('is none where every scope is precise', () => {
    expect(precisionWarning(asked, [])).toBeNull();
    expect(precisionWarning(asked, [['WITHIN_CLASS', 0.01]])).toBeNull();
  });

  test('says a cap of one path in the singular', () => {
    expect(precisionWarning({ precision: 0.01, pairsPerGroup: 1 }, [['WITHIN_CLASS', Infinity]])).toBe(
      'precision was not reached at the cap of 1 path a group: the half-width should be at most 0.01; within class there are no bounds',
    );
  });

  test('names the scopes that are not, with their half-widths', () => {
    expect(
      precisionWarning(asked, [
        ['WITHIN_CLASS', 0.012345],
        ['BETWEEN_CLASS', Infinity],
      ]),
    ).toBe(
      'precision was not reached at the cap of 20 paths a group: the half-width should be at most 0.01; within class it is 0.012, between classes there are no bounds',
    );
    expect(
      precisionWarning(asked, [
        ['WITHIN_CLASS', 0.005],
        ['BETWEEN_CLASS', 0.02],
      ]),
    ).toBe(
      'precision was not reached at the cap of 20 paths a group: the half-width should be at most 0.01; between classes it is 0.020',
    );
  });
});
