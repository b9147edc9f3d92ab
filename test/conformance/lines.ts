import type { LineSamples, NetworkValues } from '@passband/engine';
import type { Subject } from './checks.ts';
import { rests, worst } from './values.ts';

/** Samples that a runtime makes itself against the same made here. undefined where it makes none. */
export async function linesAgainstImages(
  { classifier, images, imageSize, tolerance }: Subject,
  values: NetworkValues,
): Promise<string | null | undefined> {
  if (!classifier.evaluateLines) return undefined;
  const samples = linesOf(images, imageSize);
  const made = await classifier.evaluateLines(samples, values);
  const asked = await classifier.evaluate(samplesOf(samples, imageSize), samples.count, values);
  const largest = values === 'SCORES' ? asked.reduce((size, value) => Math.max(size, Math.abs(value)), 1) : 1;
  const problem = worst(made, asked, 10 * tolerance * largest);
  if (problem) return `${values}: ${problem}`;
  if (values === 'SCORES' || classifier.output === 'PROBABILITIES') return null;
  return rests(made, asked, classifier.classCount, tolerance);
}

/** Samples of three lines, out of order, two of which begin at one image; of one only its beginning. */
function linesOf(images: Float32Array, imageSize: number): LineSamples {
  const starts = images.slice(0, 2 * imageSize);
  const directions = images.slice(2 * imageSize, 4 * imageSize).map((value, k) => value - starts[k % imageSize]!);
  const start = Int32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
  const direction = Int32Array.of(0, 0, 1, 0, 0, 1, 0, 1, 0, 1);
  const weight = Float32Array.of(0, 0.25, 0.1, 0.5, 0.75, 0.4, 1, 0.9, 0, 0);
  return { starts, startCount: 2, directions, directionCount: 2, start, direction, weight, count: 10 };
}

function samplesOf({ starts, directions, start, direction, weight, count }: LineSamples, size: number): Float32Array {
  return Float32Array.from({ length: count * size }, (_, at) => {
    const [k, pixel] = [Math.floor(at / size), at % size];
    return starts[start[k]! * size + pixel]! + weight[k]! * directions[direction[k]! * size + pixel]!;
  });
}
