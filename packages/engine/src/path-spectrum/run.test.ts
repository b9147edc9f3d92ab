import { pathSampleCount } from '@passband/spectrum';
import { describe, expect, test } from 'vitest';
import { datasetFacts } from '../dataset-facts.ts';
import type { ImageSource } from '../images.ts';
import type { RunContext } from '../run-context.ts';
import { runShard } from '../run-shard.ts';
import { classifierOf, contextOf, imageLine, randomImages, wavyClassifier } from '../test-images.ts';
import { parsePathSpectrumParameters } from './parameters.ts';
import type { PathRecord } from './types.ts';

function run(
  input: Record<string, unknown>,
  context: RunContext,
  [firstRound, roundCount]: [number, number],
): Promise<PathRecord[]> {
  const { parameters } = parsePathSpectrumParameters(input, datasetFacts(context.images));
  if (!parameters) throw new Error('the parameters of a test must be right');
  return runShard({ method: 'PATH_SPECTRUM', parameters, firstRound, roundCount }, context);
}

const images = randomImages(30);

describe('a shard', () => {
  test('has every group in every round, in order', async () => {
    const paths = await run({ pairsPerGroup: 4 }, contextOf(wavyClassifier(3), images), [1, 2]);
    const round = ['0/0', '1/1', '2/2', '0/1', '0/2', '1/2'];
    expect(paths.map(({ classA, classB }) => `${classA}/${classB}`)).toEqual([...round, ...round]);
    expect(paths.map((path) => path.round)).toEqual([...round.map(() => 1), ...round.map(() => 2)]);
  });

  test('gives the same again', async () => {
    const again = () => run({ pairsPerGroup: 2 }, contextOf(wavyClassifier(3), images), [0, 2]);
    expect(await again()).toEqual(await again());
  });

  test('of many rounds is its rounds in any order', async () => {
    const input = { pairsPerGroup: 5 };
    const whole = await run(input, contextOf(wavyClassifier(3), images), [0, 5]);
    const parts: PathRecord[][] = [];
    for (const [first, count] of [
      [3, 2],
      [0, 1],
      [1, 2],
    ] as const)
      parts.push(await run(input, contextOf(wavyClassifier(3), images), [first, count]));
    expect(parts.flat().sort((a, b) => a.round - b.round)).toEqual(whole);
  });

  test.each([1, 7, 64, 500])('gives the same at batches of %i', async (batchSize) => {
    const input = { pairsPerGroup: 3, step: 0.5 };
    const paths = await run(input, contextOf(wavyClassifier(3), images, { batchSize }), [0, 3]);
    expect(paths).toEqual(await run(input, contextOf(wavyClassifier(3), images), [0, 3]));
  });

  test('fills every batch but the last across paths', async () => {
    const classifier = wavyClassifier(3);
    const paths = await run({ pairsPerGroup: 3 }, contextOf(classifier, images, { batchSize: 16 }), [0, 3]);
    expect(classifier.batches.slice(0, -1).every((count) => count === 16)).toBe(true);
    const total = classifier.batches.reduce((sum, count) => sum + count, 0);
    expect(total).toBe(paths.reduce((sum, { samples }) => sum + samples, 0));
  });

  test('says how many images are done after every batch', async () => {
    const done: number[] = [];
    const context = contextOf(wavyClassifier(3), images, { batchSize: 16, onProgress: (count) => done.push(count) });
    const paths = await run({ pairsPerGroup: 2 }, context, [0, 2]);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(paths.reduce((sum, { samples }) => sum + samples, 0));
  });

  test('stops within one batch once it is aborted', async () => {
    const abort = new AbortController();
    const classifier = wavyClassifier(3);
    const onProgress = () => abort.abort();
    const context = contextOf(classifier, images, { batchSize: 4, signal: abort.signal, onProgress });
    await expect(run({ pairsPerGroup: 5 }, context, [0, 5])).rejects.toMatchObject({ name: 'AbortError' });
    expect(classifier.batches).toHaveLength(1);
  });

  test('evaluates nothing when it was aborted before', async () => {
    const classifier = wavyClassifier(3);
    const context = contextOf(classifier, images, { signal: AbortSignal.abort() });
    await expect(run({}, context, [0, 1])).rejects.toMatchObject({ name: 'AbortError' });
    expect(classifier.batches).toEqual([]);
  });

  test('lets timers run between batches', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 0);
    const slow = wavyClassifier(3);
    const evaluate = slow.evaluate.bind(slow);
    slow.evaluate = (batch, count) => {
      const end = performance.now() + 2;
      while (performance.now() < end);
      return evaluate(batch, count);
    };
    await run({ pairsPerGroup: 3, samples: 20 }, contextOf(slow, images, { batchSize: 20 }), [0, 3]);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });

  test('reads a bounded number of images ahead of what it evaluates', async () => {
    const many = randomImages(600, { classCount: 2 });
    const pathsEvaluated = () => classifier.batches.length;
    let furthest = 0;
    const classifier = wavyClassifier(2);
    const onProgress = () => {
      furthest = Math.max(furthest, many.reads - 2 * pathsEvaluated());
    };
    const context = contextOf(classifier, many, { batchSize: 8, onProgress });
    await run({ pairsPerGroup: 100, samples: 8, scopes: ['WITHIN_CLASS'] }, context, [0, 100]);
    expect(classifier.batches).toHaveLength(200);
    expect(furthest).toBeLessThanOrEqual(34);
    expect(furthest).toBeGreaterThanOrEqual(30);
  });

  test('along directions reads the images at which paths begin alone', async () => {
    const read: number[] = [];
    const watched: ImageSource = {
      ...images,
      read(index) {
        read.push(index);
        return images.read(index);
      },
    };
    const input = { path: 'DIRECTION', directions: [{ kind: 'RANDOM' }], samples: 4, pairsPerGroup: 2 };
    const paths = await run(input, contextOf(wavyClassifier(3), watched), [0, 2]);
    expect(read).toEqual(paths.map(({ imageA }) => imageA));
  });

  test('keeps an error of the network', async () => {
    const broken = wavyClassifier(3);
    broken.evaluate = async () => {
      throw new Error('out of memory');
    };
    await expect(run({}, contextOf(broken, images), [0, 1])).rejects.toThrow('out of memory');
  });

  test('keeps an error of the disk', async () => {
    const unreadable: ImageSource = { ...images, read: () => Promise.reject(new Error('input/output error')) };
    await expect(run({}, contextOf(wavyClassifier(3), unreadable), [0, 1])).rejects.toThrow('input/output error');
  });

  test('is refused where the network knows fewer classes than the dataset', async () => {
    await expect(run({}, contextOf(wavyClassifier(2), images), [0, 1])).rejects.toThrow(
      'the network must know every class of the dataset; it gives 2 classes, the dataset has 3',
    );
  });

  test('is refused past the last pair of a group', async () => {
    const few = randomImages(6);
    await expect(run({ pairsPerGroup: 1 }, contextOf(wavyClassifier(3), few), [1, 1])).rejects.toThrow(
      'classes 0 and 0 have 1, round 1 was asked for',
    );
  });

  test('is refused where a step gives far too many samples', async () => {
    await expect(run({ step: 1e-7 }, contextOf(wavyClassifier(3), images), [0, 1])).rejects.toThrow(
      'a path must have at most 100,000 samples; step 1e-7 gives',
    );
  });
});

describe('a path', () => {
  const line = imageLine();

  test('across a sinusoid of the network has its frequency', async () => {
    const classifier = classifierOf(2, ([x]) => {
      const wave = 0.5 + 0.4 * Math.sin(2 * Math.PI * 0.75 * (x ?? 0));
      return [wave, 1 - wave];
    });
    const [path] = await run({ pairsPerGroup: 1, samples: 32 }, contextOf(classifier, line), [0, 1]);
    const { PERIODOGRAM } = path!.spectra;
    const peak = PERIODOGRAM.indexOf(Math.max(...PERIODOGRAM.subarray(1)));
    // Bin k is k cycles over the length of 8.
    expect(peak / path!.length!).toBeCloseTo(0.75, 12);
    expect(PERIODOGRAM[peak]).toBeCloseTo((32 / 2) * 0.4, 4);
  });

  test('has ceil(d / step) samples, the first at its start', async () => {
    const seen: number[] = [];
    const classifier = classifierOf(1, ([x]) => {
      seen.push(x ?? Number.NaN);
      return [1];
    });
    const [path] = await run({ pairsPerGroup: 1, step: 3 }, contextOf(classifier, line), [0, 1]);
    expect(path!.samples).toBe(3);
    expect(path!.length).toBe(8);
    const along = path!.imageA === 0 ? [0, 3, 6] : [8, 5, 2];
    expect(seen).toEqual(along);
  });

  test('between identical images has no samples, and is listed', async () => {
    const same: ImageSource = { ...line, read: async () => Uint8Array.of(3, 7) };
    const [path] = await run({ pairsPerGroup: 1 }, contextOf(wavyClassifier(1), same), [0, 1]);
    expect(path).toMatchObject({ samples: 0, length: 0, consistentDistance: 0, mostLikely: [], curves: [] });
    expect(path!.spectra.MIRRORED).toHaveLength(0);
  });

  test('has spectra of n/2 + 1, n + 1 and n/2 + 1 values, and runs that add up', async () => {
    for (const path of await run({ pairsPerGroup: 3 }, contextOf(wavyClassifier(3), images), [0, 3])) {
      const { samples, spectra, mostLikely } = path;
      expect(samples).toBe(pathSampleCount(path.length!, { step: 1 }));
      const lengths = [spectra.PERIODOGRAM.length, spectra.MIRRORED.length, spectra.DISTANCE_POWER.length];
      expect(lengths).toEqual([Math.floor(samples / 2) + 1, samples + 1, Math.floor(samples / 2) + 1]);
      expect(mostLikely.reduce((sum, part) => sum + part.samples, 0)).toBe(samples);
      expect(path.consistentDistance).toBe(mostLikely[0]?.samples);
    }
  });

  test('keeps curves in the first rounds only, of classes that reach 0.1', async () => {
    const classifier = classifierOf(3, ([x]) => [0.05, 0.5 + (x ?? 0) / 100, 0.45 - (x ?? 0) / 100]);
    const paths = await run({ pairsPerGroup: 3, curvesPerGroup: 1 }, contextOf(classifier, images), [0, 2]);
    for (const { round, curves } of paths)
      expect(curves?.map(({ classIndex }) => classIndex) ?? null).toEqual(round === 0 ? [1, 2] : null);
  });

  test('keeps the curve of a class that reaches 0.1 exactly, or was above it only at the start', async () => {
    const classifier = classifierOf(3, ([x = 0]) => (x === 0 || x === 8 ? [0.1, 0.5, 0.4] : [0.05, 0.05, 0.9]));
    const [path] = await run(
      { pairsPerGroup: 1, samples: 4 },
      contextOf(classifier, { ...line, classes: line.classes }),
      [0, 1],
    );
    expect(path!.curves?.map(({ classIndex, probability }) => [classIndex, [...probability]])).toEqual([
      [0, [0.1, 0.05, 0.05, 0.05].map(Math.fround)],
      [1, [0.5, 0.05, 0.05, 0.05].map(Math.fround)],
      [2, [0.4, 0.9, 0.9, 0.9].map(Math.fround)],
    ]);
  });

  test('of a very confident network keeps the shape of its distance power', async () => {
    const classifier = classifierOf(2, ([x]) => {
      const small = 1e-30 * (1 + Math.sin(x ?? 0));
      return [1 - small, small];
    });
    const [path] = await run({ pairsPerGroup: 1, samples: 16 }, contextOf(classifier, line), [0, 1]);
    const { DISTANCE_POWER } = path!.spectra;
    expect(Math.max(...DISTANCE_POWER)).toBeCloseTo(1e-20, 26);
    expect(DISTANCE_POWER.filter((power) => power > 0)).toHaveLength(9);
  });
});
