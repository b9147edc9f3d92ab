import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Dataset, openDataset } from '@passband/datasets';
import {
  datasetFacts,
  groupsOf,
  type PathRecord,
  PathSummary,
  parsePathSpectrumParameters,
  runShard,
  summariseEvaluation,
} from '@passband/engine';
import { onnxRuntimes } from '@passband/runtime-onnx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** Numbers of engine_fixtures.py: small networks with random weights, measured by the numpy reference. */
interface Golden {
  model: string;
  dataset: string;
  pairsPerGroup: number;
  step: number;
  samples: number | null;
  seed: number;
  accuracy: number;
  loss: number;
  paths: GoldenPath[];
  within: (Record<string, number | null> | null)[];
  between: (Record<string, number | null> | null)[];
}
interface GoldenPath {
  classA: number;
  classB: number;
  round: number;
  imageA: number;
  imageB: number;
  samples: number;
  length: number;
  consistentDistance?: number;
  fractions?: number[];
  spectra?: number[][];
  curves?: Record<string, number[]>;
}

const FOLDER = fileURLToPath(new URL('engine/', import.meta.url));
const goldens: Golden[] = JSON.parse(readFileSync(new URL('engine-golden.json', import.meta.url), 'utf8'));
const ESTIMATORS = ['PERIODOGRAM', 'MIRRORED', 'DISTANCE_POWER'] as const;
const feed = { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null } as const;

describe.each(goldens)('$model on $dataset, step $step, samples $samples', (golden) => {
  let images: Dataset;
  let paths: PathRecord[];
  let summary: PathSummary;
  let accuracy: number | undefined;
  let loss: number;
  let workFolder: string;

  beforeAll(async () => {
    workFolder = await mkdtemp(join(tmpdir(), 'passband-reference-'));
    images = await openDataset(join(FOLDER, golden.dataset), { workFolder });
    const { pairsPerGroup, step, samples, seed } = golden;
    const { parameters } = parsePathSpectrumParameters({ pairsPerGroup, step, samples, seed }, datasetFacts(images));
    if (!parameters) throw new Error('the parameters must be right');
    const file = join(FOLDER, golden.model);
    const { imageShape } = images;
    const classifier = await onnxRuntimes.open(file, { runtime: 'onnx/cpu', feed, output: null, imageShape });
    const context = { classifier, images, feed, signal: new AbortController().signal, batchSize: 29 };
    const rounds = { firstRound: 0, roundCount: pairsPerGroup };
    paths = await runShard({ method: 'PATH_SPECTRUM', parameters, ...rounds }, context);
    summary = new PathSummary(groupsOf(parameters, datasetFacts(images)), {
      ...{ cutoff: 0.1, cutoffUnit: 'SHARE_OF_BINS', step: parameters.step },
    });
    const evaluated = await runShard(
      { method: 'EVALUATION', parameters: { seed: 0 }, firstRound: 0, roundCount: 1 },
      context,
    );
    accuracy = summariseEvaluation(evaluated).accuracy?.value;
    loss = evaluated.lossSum / images.imageCount;
    await classifier.close();
  });
  afterAll(async () => {
    await images.close();
    await rm(workFolder, { recursive: true, force: true });
  });

  const recordOf = (path: GoldenPath): PathRecord => {
    const found = paths.find((p) => p.classA === path.classA && p.classB === path.classB && p.round === path.round);
    if (!found) throw new Error(`no path of round ${path.round} of ${path.classA}/${path.classB}`);
    return found;
  };

  test('the pairs, lengths, samples and consistent distances are those of the reference', () => {
    expect(paths).toHaveLength(golden.paths.length);
    for (const path of golden.paths) {
      const { imageA, imageB, samples, length, consistentDistance } = recordOf(path);
      const wanted = [path.imageA, path.imageB, path.samples, path.consistentDistance ?? 0];
      expect([imageA, imageB, samples, consistentDistance]).toEqual(wanted);
      expect(Math.abs((length ?? Number.NaN) - path.length)).toBeLessThan(1e-9);
    }
  });

  test('every fraction is within 2e-5, every scope within 1e-5', () => {
    for (const path of golden.paths) {
      const fractions = summary.add(recordOf(path));
      for (const [k, estimator] of ESTIMATORS.entries())
        expect(Math.abs(fractions[estimator] - (path.fractions?.[k] ?? 0))).toBeLessThan(2e-5);
    }
    for (const [scope, wanted] of [
      ['WITHIN_CLASS', golden.within],
      ['BETWEEN_CLASS', golden.between],
    ] as const) {
      for (const [k, estimator] of ESTIMATORS.entries()) {
        const estimate = summary.scopeEstimates(scope)?.[estimator];
        expect(estimate?.count).toBe(wanted[k]?.count ?? 0);
        for (const field of ['mean', 'standardDeviation', 'standardError', 'lower', 'upper'] as const) {
          const value = wanted[k]?.[field] ?? null;
          if (value === null) expect(estimate?.[field]).toBeNull();
          else expect(Math.abs((estimate?.[field] ?? Number.NaN) - value)).toBeLessThan(1e-5);
        }
      }
    }
  });

  test('spectra are within 1e-4 of their largest value', () => {
    for (const path of golden.paths) {
      const { spectra } = recordOf(path);
      for (const [k, estimator] of ESTIMATORS.entries()) {
        const wanted = path.spectra?.[k];
        // Processors add in other orders: of a confident network float32 logits then differ by 6e-5.
        // A spectrum that is all tiny keeps its shape, not its size.
        const largest = wanted && Math.max(...wanted);
        if (!wanted || !largest || largest < 1e-20) continue;
        expect(spectra[estimator]).toHaveLength(wanted.length);
        for (const [bin, value] of wanted.entries())
          expect(Math.abs(spectra[estimator][bin]! - value) / largest).toBeLessThan(1e-4);
      }
    }
  });

  test('curves are kept of the classes that reach 0.1, within 1e-5', () => {
    for (const path of golden.paths) {
      if (!path.curves) continue;
      const curves = recordOf(path).curves ?? [];
      expect(curves.map(({ classIndex }) => String(classIndex))).toEqual(Object.keys(path.curves));
      for (const { classIndex, probability } of curves)
        for (const [k, value] of (path.curves[classIndex] ?? []).entries())
          expect(Math.abs(probability[k]! - value)).toBeLessThan(1e-5);
    }
  });

  test('accuracy is the same, the loss within 1e-5 of it', () => {
    expect(accuracy).toBe(golden.accuracy);
    expect(Math.abs(loss / golden.loss - 1)).toBeLessThan(1e-5);
  });
});
