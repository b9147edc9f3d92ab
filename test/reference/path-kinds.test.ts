import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Dataset, openDataset } from '@passband/datasets';
import {
  type Classifier,
  type Direction,
  datasetFacts,
  type Method,
  type Methods,
  methods,
  type PathRecord,
  planMeasurement,
  runShard,
  type SpectrumEstimator,
  summariseFourierHeatMap,
  summariseJacobianNorm,
} from '@passband/engine';
import { onnxRuntimes } from '@passband/runtime-onnx';
import { fraction } from '@passband/spectrum';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** Numbers of path_kinds_golden.py: a trained demo network on real images, measured by the numpy reference. */
interface GoldenPath {
  classA: number;
  classB?: number;
  direction?: number;
  imageA: number;
  imageB?: number;
  fractions: Record<SpectrumEstimator, number>;
  consistentDistance: number;
}
interface Golden {
  network: string;
  images: string;
  amplitude: { window: number; samples: number; seed: number; paths: GoldenPath[] };
  phase: Golden['amplitude'];
  direction: {
    directions: Direction[];
    step: number;
    samples: number;
    seed: number;
    classes: number[];
    paths: GoldenPath[];
  };
  jacobianNorm: {
    images: number;
    directions: number;
    difference: number;
    seed: number;
    estimate: { mean: number; standardError: number; lower: number; upper: number; count: number };
  };
  heatMap: {
    images: number;
    norm: number;
    maximumImageFrequency: number;
    seed: number;
    unshifted: number;
    errorRate: (number | null)[];
  };
}

const golden: Golden = JSON.parse(readFileSync(new URL('path-kinds-golden.json', import.meta.url), 'utf8'));
const DEMO = fileURLToPath(new URL('../../packages/demo/data/', import.meta.url));
const feed = { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null } as const;

let images: Dataset;
let classifier: Classifier;
let workFolder: string;

beforeAll(async () => {
  workFolder = await mkdtemp(join(tmpdir(), 'passband-reference-'));
  images = await openDataset(join(DEMO, golden.images), { workFolder });
  const { imageShape } = images;
  classifier = await onnxRuntimes.open(join(DEMO, golden.network), {
    runtime: 'onnx/cpu',
    feed,
    output: null,
    imageShape,
  });
});
afterAll(async () => {
  await classifier.close();
  await images.close();
  await rm(workFolder, { recursive: true });
});

async function run<M extends Method>(method: M, input: Record<string, unknown>) {
  const { parameters, problems } = methods[method].parseParameters(input, datasetFacts(images));
  if (!parameters) throw new Error(problems.map(({ message }) => message).join());
  const { rounds } = await planMeasurement(method, parameters, images);
  const shard = { method, parameters, firstRound: 0, roundCount: rounds };
  const record: Methods[M]['record'] = await runShard(shard, {
    classifier,
    images,
    feed,
    signal: new AbortController().signal,
  });
  return { parameters, record };
}

function expectPath(record: PathRecord | undefined, wanted: GoldenPath, step: number): void {
  expect(record).toMatchObject({ imageA: wanted.imageA, imageB: wanted.imageB ?? null });
  expect(record?.consistentDistance).toBe(wanted.consistentDistance);
  for (const estimator of ['PERIODOGRAM', 'MIRRORED', 'DISTANCE_POWER'] as const) {
    const options = {
      estimator,
      cutoff: 0.1,
      cutoffUnit: 'SHARE_OF_BINS',
      samples: record?.samples ?? 0,
      step,
    } as const;
    const got = fraction(record?.spectra[estimator] ?? [], options);
    expect(Math.abs(got - wanted.fractions[estimator]), estimator).toBeLessThan(1e-5);
  }
}

describe('a trained network on real images agrees with the reference', () => {
  test.each(['amplitude', 'phase'] as const)('along %s paths, to 1e-5', async (kind) => {
    const { paths, ...input } = golden[kind];
    const { record } = await run('PATH_SPECTRUM', { ...input, path: kind.toUpperCase(), pairsPerGroup: 2 });
    for (const wanted of paths) {
      const found = record.find(
        ({ imageA, imageB, classA, classB }) =>
          imageA === wanted.imageA && imageB === wanted.imageB && classA === wanted.classA && classB === wanted.classB,
      );
      expectPath(found, wanted, 1);
      expect(found?.length).toBeNull();
    }
  });

  test('along Fourier, random and composite directions, to 1e-5', async () => {
    const { paths, ...input } = golden.direction;
    const { record } = await run('PATH_SPECTRUM', { ...input, path: 'DIRECTION', pairsPerGroup: 2 });
    expect(record).toHaveLength(paths.length);
    for (const wanted of paths) {
      const found = record.find(({ imageA, direction }) => imageA === wanted.imageA && direction === wanted.direction);
      expectPath(found, wanted, input.step);
      expect(found?.length).toBe(input.samples * input.step);
    }
  });

  test('in its Jacobian norm, to 1e-4 of it', async () => {
    const { estimate, ...input } = golden.jacobianNorm;
    const { record } = await run('JACOBIAN_NORM', input);
    const got = summariseJacobianNorm([record]);
    for (const field of ['mean', 'standardError', 'lower', 'upper'] as const)
      expect(Math.abs((got?.[field] ?? Number.NaN) / estimate[field] - 1), field).toBeLessThan(1e-4);
    expect(got?.count).toBe(estimate.count);
  });

  test('in its Fourier heat map, image for image', async () => {
    const { errorRate, unshifted, ...input } = golden.heatMap;
    const { parameters, record } = await run('FOURIER_HEAT_MAP', input);
    const summary = summariseFourierHeatMap(parameters, images.imageShape, [{ firstRound: 0, record }]);
    expect(summary.errorRateUnshifted?.value).toBeCloseTo(unshifted, 12);
    expect(summary.errorRate.map((rate) => rate === null)).toEqual(errorRate.map((rate) => rate === null));
    const apart = errorRate.map((wanted, cell) => Math.abs((summary.errorRate[cell] ?? 0) - (wanted ?? 0)));
    // One image in forty whose two best classes are equal to rounding may go either way, in two cells at most.
    expect(Math.max(...apart)).toBeLessThan(1 / 40 + 1e-9);
    expect(apart.filter((difference) => difference > 1e-9).length).toBeLessThanOrEqual(2);
  });
});
