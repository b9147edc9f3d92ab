import { fourierBasisImage, fraction, randomDirection } from '@passband/spectrum';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { datasetFacts } from '../dataset-facts.ts';
import type { ImageSource } from '../images.ts';
import { runShard } from '../run-shard.ts';
import { classifierOf, contextOf, imageLine, randomImages, wavyClassifier } from '../test-images.ts';
import { type PathSpectrumInput, parsePathSpectrumParameters } from './parameters.ts';
import type { PathRecord } from './types.ts';

const images = randomImages(12, { imageShape: [6, 8, 2] });

async function run(
  input: PathSpectrumInput,
  classifier: ReturnType<typeof classifierOf>,
  source: ImageSource = images,
  [firstRound, roundCount]: [number, number] = [0, 1],
): Promise<PathRecord[]> {
  const { parameters, problems } = parsePathSpectrumParameters(input, datasetFacts(source));
  if (!parameters) throw new Error(JSON.stringify(problems));
  const shard = { method: 'PATH_SPECTRUM' as const, parameters, firstRound, roundCount };
  return runShard(shard, contextOf(classifier, source));
}

/** Two probabilities that swing `frequency` times over a distance of 1 along a direction, and not across it. */
const sinusoid = (direction: ArrayLike<number>, frequency: number) =>
  classifierOf(2, (image) => {
    const along = image.reduce((sum, value, k) => sum + value * (direction[k] ?? 0), 0);
    const wave = 0.5 + 0.4 * Math.sin(2 * Math.PI * frequency * along);
    return [wave, 1 - wave];
  });

const peakOf = ({ spectra: { PERIODOGRAM } }: PathRecord): number =>
  PERIODOGRAM.indexOf(Math.max(...PERIODOGRAM.subarray(1)));

describe('a network that is a sinusoid along a direction', () => {
  const twoClasses = randomImages(12, { imageShape: [6, 8, 2], classCount: 2 });
  const unit = (values: Float64Array) => values.map((value) => value / Math.hypot(...values));
  /** The same in both channels, height, width, channel. */
  const basis = unit(Float64Array.from({ length: 96 }, (_, k) => fourierBasisImage(3, 6, 6, 8)[k >> 1] ?? 0));
  const random = unit(randomDirection(96, 5, 0));

  test.each([
    ['FOURIER', { kind: 'FOURIER', i: 3, j: 6 }, basis],
    ['RANDOM', { kind: 'RANDOM' }, random],
  ])('gives its frequency along it: %s', async (_, direction, along) => {
    const input = { path: 'DIRECTION', directions: [direction], samples: 64, step: 0.5, pairsPerGroup: 2, seed: 5 };
    const paths = await run(input, sinusoid(along, 0.25), twoClasses);
    expect(paths).toHaveLength(2);
    for (const path of paths) {
      // Bin k is k cycles over the length of 32.
      expect(path.length).toBe(32);
      expect(peakOf(path) / 32).toBe(0.25);
      expect(path.spectra.PERIODOGRAM[8]).toBeCloseTo((64 / 2) * 0.4, 3);
      expect(path.spectra.PERIODOGRAM.filter((value, bin) => bin !== 0 && bin !== 8 && value > 1e-3)).toHaveLength(0);
    }
  });

  test('is constant along a direction of another image frequency', async () => {
    const input = { path: 'DIRECTION', directions: [{ kind: 'FOURIER', i: 3, j: 5 }], pairsPerGroup: 2 };
    const paths = await run(input, sinusoid(basis, 0.25), twoClasses);
    expect(paths).toHaveLength(2);
    for (const path of paths) expect(Math.max(...path.spectra.PERIODOGRAM.subarray(1))).toBeLessThan(1e-3);
  });
});

describe('a ramp between two images', () => {
  const line = imageLine();
  /** From 0 at the first sample to 1 at the last. */
  const ramp = (samples: number) =>
    classifierOf(2, ([x = 0]) => {
      const value = ((x / 8) * samples) / (samples - 1);
      return [value, 1 - value];
    });

  test.each([
    [40, 0.0286],
    [80, 0.0144],
    [160, 0.0072],
  ])('has at %i samples, mirrored, a high-frequency fraction of %f', async (samples, expected) => {
    const [path] = await run({ pairsPerGroup: 1, samples }, ramp(samples), line);
    const spectrum = path!.spectra.MIRRORED;
    const value = fraction(spectrum, {
      estimator: 'MIRRORED',
      cutoff: 0.1,
      cutoffUnit: 'SHARE_OF_BINS',
      samples,
      step: 1,
    });
    expect(value).toBeCloseTo(expected, 4);
  });
});

test('doubling the step halves the highest frequency: nothing lies above 1 / (2 step)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(0.125, 0.25, 0.5, 1), fc.nat(1000), async (step, seed) => {
      const base = { path: 'DIRECTION', directions: [{ kind: 'RANDOM' }], samples: 16, pairsPerGroup: 1, seed };
      for (const chosen of [step, 2 * step]) {
        const [path] = await run({ ...base, step: chosen }, wavyClassifier(3));
        const above = (cutoff: number) =>
          fraction(path!.spectra.MIRRORED, {
            ...{ estimator: 'MIRRORED', cutoff, cutoffUnit: 'CYCLES_PER_DISTANCE', samples: 16, step: chosen },
          });
        expect(above(1 / (2 * chosen) + 1e-9)).toBeLessThan(1e-9);
        expect(above(0.9 / (2 * chosen))).toBeGreaterThan(0);
      }
    }),
    { numRuns: 20 },
  );
});

describe.each(['AMPLITUDE', 'PHASE', 'DIRECTION'])('%s paths', (path) => {
  test('of rounds measured alone, in any order, are those of the whole', async () => {
    const input = { path, pairsPerGroup: 3, samples: 12, seed: 1 };
    const whole = await run(input, wavyClassifier(3), images, [0, 3]);
    const alone: PathRecord[][] = [];
    for (const round of [2, 0, 1]) alone[round] = await run(input, wavyClassifier(3), images, [round, 1]);
    expect(alone.flat()).toEqual(whole);
  });
});
