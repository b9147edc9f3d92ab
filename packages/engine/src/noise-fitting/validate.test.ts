import { waveCoordinates, waveStrength } from '@passband/spectrum';
import { describe, expect, test } from 'vitest';
import { datasetFacts } from '../dataset-facts.ts';
import { noiseFitting } from '../noise-fitting.ts';
import { randomImages } from '../test-images.ts';
import { softmaxRegression } from '../test-trainer.ts';
import { normalisedReader } from './normalised-reader.ts';
import { validate } from './validate.ts';
import { labelWave } from './wave.ts';

const images = randomImages(20);
const imageShape = [4, 5, 2] as const;
const input = { architecture: 'mlp', frequency: 0.3, amplitude: 0.4 };
const { parameters } = noiseFitting.parseParameters(input, datasetFacts(images));
const scale = { phase: 1.5, normaliser: 1.25 };
const wave = labelWave(parameters!, [...imageShape]);
const indices = [19, 4, 6, 7, 11];
const reader = normalisedReader(images, images);

/** Scores of an image that its first pixel decides. */
const scoresOf = (first: number): number[] => [first, -first / 2, 0.25];

async function network() {
  const one = await softmaxRegression().start({
    ...{ architecture: 'mlp', imageShape, classCount: 3 },
    seed: 0,
    weightDecay: 0,
  });
  one.scores = async (batch, count) =>
    Float32Array.from(Array.from({ length: count }, (_, k) => scoresOf(batch[k * reader.imageSize]!)).flat());
  return one;
}

describe('losses', () => {
  test('are mean cross-entropies on clean labels, smoothed by the wave and smoothed by the amplitude alone', async () => {
    const done: number[] = [];
    const course = { signal: new AbortController().signal, done: (count: number) => done.push(count) };
    const validation = { source: images, indices, reader, wave, scale, batchSize: 2 };
    const losses = await validate(await network(), parameters!, validation, course);

    const all = await reader.read(indices);
    const strength = waveStrength(wave, 0.4, scale, waveCoordinates(wave, all, 5));
    const rows = indices.map((index, k) => {
      const scores = scoresOf(all[k * reader.imageSize]!);
      const total = Math.log(scores.reduce((sum, score) => sum + Math.exp(score), 0));
      return { label: index % 3, scores, logarithms: scores.map((score) => score - total) };
    });
    const mean = (smoothing: (k: number) => number) =>
      rows.reduce((sum, { label, logarithms }, k) => {
        const uniform = logarithms.reduce((total, value) => total + value, 0) / 3;
        return sum - (1 - smoothing(k)) * logarithms[label]! - smoothing(k) * uniform;
      }, 0) / 5;
    expect(losses.cleanLoss).toBeCloseTo(
      mean(() => 0),
      6,
    );
    expect(losses.noisyLoss).toBeCloseTo(
      mean((k) => strength[k]!),
      6,
    );
    expect(losses.uniformLoss).toBeCloseTo(
      mean(() => 0.4),
      6,
    );
    const hits = rows.filter(({ label, scores }) => scores.indexOf(Math.max(...scores)) === label).length;
    expect(losses.cleanAccuracy).toBeCloseTo(hits / 5, 12);
    expect(hits).toBeGreaterThan(0);
    expect(hits).toBeLessThan(5);
    expect(done).toEqual([2, 2, 1]);
  });

  test('of one class that is smoothed leave the others as they are', async () => {
    const course = { signal: new AbortController().signal, done: () => {} };
    const others = indices.filter((index) => index % 3 !== 1);
    const validation = { source: images, indices: others, reader, wave, scale, batchSize: 2 };
    const losses = await validate(await network(), { ...parameters!, onlyClass: 1 }, validation, course);
    expect(losses.noisyLoss).toBe(losses.cleanLoss);
    expect(losses.uniformLoss).toBe(losses.cleanLoss);
  });

  test('are not taken once the shard is stopped', async () => {
    const course = { signal: AbortSignal.abort(new Error('stopped')), done: () => {} };
    const validation = { source: images, indices, reader, wave, scale, batchSize: 2 };
    await expect(validate(await network(), parameters!, validation, course)).rejects.toThrow('stopped');
  });
});
