import { readFileSync } from 'node:fs';
import type { Comparison } from '@passband/schema';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { analyticClassifier } from '../testing/analytic-classifier.ts';
import { datasetId, modelId, TestServer } from '../testing/test-server.ts';

/** Numbers of test/reference/comparisons_golden.py. */
interface Golden {
  step: number;
  bins: number;
  measurements: Record<string, { waves: number; pairsPerGroup: number; seed: number }>;
  cases: {
    cutoff: number;
    cutoffUnit: string;
    comparisons: (Omit<Comparison, 'reference' | 'other'> & { other: string })[];
  }[];
}
const golden: Golden = JSON.parse(
  readFileSync(new URL('../../../../test/reference/comparisons-golden.json', import.meta.url), 'utf8'),
);

const estimate = 'mean standardDeviation standardError lower upper count';
const query = `query ($reference: ID!, $others: [ID!]!, $scopes: [PathScope!], $estimators: [SpectrumEstimator!], $cutoff: Float, $cutoffUnit: CutoffUnit, $bins: Int) {
  comparisons(reference: $reference, others: $others, scopes: $scopes, estimators: $estimators, cutoff: $cutoff, cutoffUnit: $cutoffUnit, bins: $bins) {
    reference { id } other { id } scope estimator difference { ${estimate} } pairedPaths pValue
    groups { classA { index } classB { index } difference { ${estimate} } pairedPaths pValue }
    ratio { frequencyUnit frequency ratio lower upper } } }`;

let server: TestServer;
let given: { model: string; dataset: string };
const ids: Record<string, string> = {};
beforeAll(async () => {
  server = await TestServer.start();
  const dataset = datasetId(await server.dataset('images'));
  given = { model: modelId(await server.model('net')), dataset };
  for (const [name, { waves, ...parameters }] of Object.entries(golden.measurements))
    ids[name] = await measured({ ...parameters, step: golden.step }, waves);
});
afterAll(() => server.remove());

const measured = (input: Record<string, unknown>, waves = 6): Promise<string> =>
  server.measured('measurePathSpectrum', { ...given, ...input }, analyticClassifier(3, waves));

const ask = async (variables: Record<string, unknown>): Promise<Comparison[]> =>
  (await server.query(query, variables)).comparisons;

/** Where a value is not the expected one, numbers to a tolerance of their size, or of 1. */
function differences(got: unknown, expected: unknown, tolerance: number, at = ''): string[] {
  if (typeof got === 'number' && typeof expected === 'number')
    return Math.abs(got - expected) <= tolerance * Math.max(1, Math.abs(expected))
      ? []
      : [`${at}: ${got}, ${expected}`];
  if (typeof got !== 'object' || typeof expected !== 'object' || got === null || expected === null)
    return got === expected ? [] : [`${at}: ${JSON.stringify(got)}, ${JSON.stringify(expected)}`];
  const values = new Map(Object.entries(got));
  return Object.entries(expected).flatMap(([key, value]) =>
    differences(values.get(key), value, tolerance, `${at}.${key}`),
  );
}

describe('comparisons', () => {
  it.each(golden.cases)(
    "are the reference's, cutoff $cutoff $cutoffUnit: differences, bounds, p values, groups and ratios of spectra",
    async ({ cutoff, cutoffUnit, comparisons }) => {
      const rows = await ask({
        reference: ids.reference,
        others: [ids.wavier, ids['other seed']],
        estimators: ['PERIODOGRAM', 'MIRRORED', 'DISTANCE_POWER'],
        ...{ cutoff, cutoffUnit, bins: golden.bins },
      });
      const expected = comparisons.map(({ other, ...row }) => ({
        ...row,
        reference: { id: ids.reference },
        other: { id: ids[other] },
      }));
      expect(rows).toHaveLength(12);
      const wanted = rows.filter((row) => row.scope === 'WITHIN_CLASS' || row.estimator !== 'DISTANCE_POWER');
      // Spectra are stored as float32.
      expect(differences(wanted, expected, 5e-5)).toEqual([]);
      expect(wanted.map(({ groups }) => groups.length)).toEqual(comparisons.map(({ groups }) => groups.length));
    },
  );

  it('are by default of both scopes, each with the published and the mirrored estimator, on 65 bins', async () => {
    const rows = await ask({ reference: ids.reference, others: [ids.wavier], scopes: null, bins: null });
    expect(rows.map(({ scope, estimator }) => `${scope} ${estimator}`)).toEqual([
      'WITHIN_CLASS PERIODOGRAM',
      'WITHIN_CLASS MIRRORED',
      'BETWEEN_CLASS PERIODOGRAM',
      'BETWEEN_CLASS MIRRORED',
    ]);
    for (const { ratio } of rows) expect([ratio?.frequency.length, ratio?.frequency.at(-1)]).toEqual([65, 5]);
  });

  it('to the measurement itself are 0, without a p value, and their ratio is 1', async () => {
    const [row] = await ask({ reference: ids.wavier, others: [ids.wavier], bins: 3 });
    expect(row).toMatchObject({
      difference: { mean: 0, lower: 0, upper: 0, count: 30 },
      pairedPaths: 30,
      pValue: null,
    });
    expect(row?.ratio).toMatchObject({ ratio: [1, 1, 1], lower: [1, 1, 1], upper: [1, 1, 1] });
  });

  it('where no path is in both are null', async () => {
    const within = await measured({ scopes: ['WITHIN_CLASS'], pairsPerGroup: 3, step: golden.step });
    const [row] = await ask({ reference: ids.reference, others: [within], scopes: ['BETWEEN_CLASS'] });
    expect(row).toMatchObject({ difference: null, pairedPaths: 0, pValue: null, groups: [], ratio: null });
    expect(await ask({ reference: ids.reference, others: [] })).toEqual([]);
  });

  it('are over the classes that both measured', async () => {
    const some = await measured({ classes: [1, 2], pairsPerGroup: 8, step: golden.step, seed: 3 }, 15);
    const classes = ({ groups }: Comparison) => groups.map(({ classA, classB }) => `${classA.index}/${classB.index}`);
    const there = await ask({ reference: ids.reference, others: [ids.wavier, some], estimators: ['PERIODOGRAM'] });
    expect(there.map(classes)).toEqual([['0/0', '1/1', '2/2'], ['0/1', '0/2', '1/2'], ['1/1', '2/2'], ['1/2']]);
    const back = await ask({ reference: some, others: [ids.reference], estimators: ['PERIODOGRAM'] });
    expect(back.map(classes)).toEqual([['1/1', '2/2'], ['1/2']]);
    expect(back[0]?.difference?.mean).toBeCloseTo(-there[2]!.difference!.mean, 12);
    expect(back[0]?.pValue).toBeCloseTo(there[2]!.pValue!, 12);
  });

  it('over one path a group have a difference and a ratio without bounds', async () => {
    const one = await measured({ pairsPerGroup: 1, step: golden.step, seed: 3 }, 9);
    const [row] = await ask({ reference: ids.reference, others: [one], bins: 3 });
    expect(row).toMatchObject({ pairedPaths: 3, pValue: null, difference: { lower: null, count: 3 } });
    const none = [null, null, null];
    expect(row?.ratio).toMatchObject({ ratio: [1, expect.any(Number), expect.any(Number)], lower: none, upper: none });
  });

  it('read the paths of each measurement once, and those that are finished not again', async () => {
    const stream = vi.spyOn(server.store.paths, 'stream');
    const variables = { reference: ids['other seed'], others: [ids.reference, ids.wavier], cutoff: 0.2 };
    const first = await ask(variables);
    expect(stream).toHaveBeenCalledTimes(3);
    expect(await ask(variables)).toEqual(first);
    expect(stream).toHaveBeenCalledTimes(3);
    stream.mockRestore();
  });
});

describe('comparisons along directions', () => {
  const [a, b] = [{ kind: 'FOURIER', i: 2, j: 3 }, { kind: 'COMPOSITE_F' }];
  const random = { kind: 'RANDOM' };
  const input = { path: 'DIRECTION', pairsPerGroup: 4, samples: 32, step: 0.25 };

  it('pair equal directions wherever they are in the lists, random ones of equal seed only', async () => {
    const first = await measured({ ...input, seed: 4, directions: [a, random, b] });
    const turned = await measured({ ...input, seed: 4, directions: [b, a, random] }, 6);
    const [row] = await ask({ reference: first, others: [turned], scopes: ['WITHIN_CLASS'], bins: 3 });
    expect(row).toMatchObject({ pairedPaths: 36, difference: { mean: 0, lower: 0, count: 36 }, groups: [] });
    const everyImage = { ...input, pairsPerGroup: 8 };
    const some = await measured({ ...everyImage, seed: 1, directions: [a, random] });
    const others = await measured({ ...everyImage, seed: 2, directions: [a, random] }, 9);
    const [between] = await ask({ reference: some, others: [others] });
    expect(between).toMatchObject({
      pairedPaths: 24,
      scope: 'WITHIN_CLASS',
      ratio: { frequencyUnit: 'CYCLES_PER_DISTANCE' },
    });
  });
});

describe('comparisons are refused', () => {
  const refusal = async (variables: Record<string, unknown>) =>
    (await server.graphql(query, { reference: ids.reference, ...variables })).errors?.[0];
  const invalid = (message: string) => ({ message: expect.stringContaining(message), extensions: { code: 'INVALID' } });

  it.each([
    [{ step: 0.2 }, 'LINEAR, step 0.2'],
    [{ samples: 40 }, 'LINEAR, 40 samples'],
    [{ path: 'PHASE', samples: 40, window: 0.5 }, 'PHASE, 40 samples, window 0.5'],
  ])('of unequal kind, step or samples: %o', async (parameters, described) => {
    const other = await measured({ pairsPerGroup: 2, ...parameters });
    expect(await refusal({ others: [ids.wavier, other] })).toMatchObject(
      invalid(
        `must have equal kind of path, step and samples; ${ids.reference} has LINEAR, step 0.1, ${other} ${described}`,
      ),
    );
  });

  it('of unequal datasets', async () => {
    const dataset = datasetId(await server.dataset('other images'));
    const other = await measured({ pairsPerGroup: 2, step: golden.step, dataset });
    expect(await refusal({ others: [other] })).toMatchObject(
      invalid(`must be of one dataset; those of ${ids.reference} and ${other} differ`),
    );
  });

  it('of what is no path spectrum, or is not there', async () => {
    const evaluation = await server.measured('evaluateModel', given, analyticClassifier(3));
    expect(await refusal({ others: [evaluation] })).toMatchObject(invalid(`path spectra; ${evaluation} is EVALUATION`));
    for (const id of ['measurement-1', given.model, 'nonsense'])
      expect(await refusal({ others: [id] })).toMatchObject({
        message: `reference and others must be ids of measurements; got "${id}"`,
        extensions: { code: 'NOT_FOUND' },
      });
  });

  it('of too much at once, and with a cutoff or bins that are none', async () => {
    expect(await refusal({ others: Array(101).fill(ids.wavier) })).toMatchObject(
      invalid('others must be at most 100; got 101'),
    );
    expect(await refusal({ others: Array(20).fill(ids.wavier), bins: 4096 })).toMatchObject(
      invalid('at most 250000 numbers; got 327680'),
    );
    expect(await refusal({ others: [ids.wavier], bins: 1 })).toMatchObject(invalid('bins must be from 2 to 4,096'));
    expect(await refusal({ others: [ids.wavier], cutoff: 2 })).toMatchObject(invalid('must be from 0 to 1; got 2'));
  });

  it('with a cutoff in cycles per distance, of paths that have no length', async () => {
    const phase = { path: 'PHASE', samples: 40, window: 0.5, pairsPerGroup: 2 };
    const [reference, other] = [await measured(phase), await measured(phase, 9)];
    expect(await refusal({ reference, others: [other], cutoffUnit: 'CYCLES_PER_DISTANCE' })).toMatchObject(
      invalid('those of kind PHASE have none'),
    );
    const [row] = await ask({ reference, others: [other] });
    expect(row).toMatchObject({ pairedPaths: 6, ratio: { frequencyUnit: 'CYCLES_PER_PATH' } });
  });
});
