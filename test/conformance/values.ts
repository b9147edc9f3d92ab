import type { Classifier, ImageSource, InputLayout } from '@passband/engine';

/** Float64 says no less of a number near 1. */
const LEAST_REST = 1e-14;

/** Probabilities of `total` images, evaluated `size` at a time. */
export async function inParts(
  classifier: Classifier,
  images: Float32Array,
  total: number,
  size: number,
): Promise<Float64Array> {
  const imageSize = images.length / total;
  const all = new Float64Array(total * classifier.classCount);
  for (let at = 0; at < total; at += size) {
    const count = Math.min(size, total - at);
    const values = await classifier.evaluate(images.subarray(at * imageSize, (at + count) * imageSize), count);
    all.set(values, at * classifier.classCount);
  }
  return all;
}

function rowsOf(values: Float64Array, classCount: number): Float64Array[] {
  return Array.from({ length: values.length / classCount }, (_, k) =>
    values.subarray(k * classCount, (k + 1) * classCount),
  );
}

/** The sum of each row. */
export function sumsOf(values: Float64Array, classCount: number): number[] {
  return rowsOf(values, classCount).map((row) => row.reduce((sum, value) => sum + value, 0));
}

/** Softmax of each row. */
export function softmaxOf(scores: Float64Array, classCount: number): number[] {
  return rowsOf(scores, classCount).flatMap((row) => {
    const largest = Math.max(...row);
    const exponentials = Array.from(row, (score) => Math.exp(score - largest));
    const sum = exponentials.reduce((total, value) => total + value, 0);
    return exponentials.map((value) => value / sum);
  });
}

/** Null where a value is right. */
export function expected(value: number, right: number, tolerance: number): string | null {
  return Math.abs(value - right) <= tolerance ? null : `${value} instead of ${right}`;
}

/** Null where every value is right. */
export function worst(values: ArrayLike<number>, right: ArrayLike<number>, tolerance: number): string | null {
  if (values.length !== right.length) return `${values.length} values instead of ${right.length}`;
  for (let k = 0; k < values.length; k++) {
    const problem = expected(values[k]!, right[k]!, tolerance);
    if (problem) return `value ${k} is ${problem}`;
  }
  return null;
}

/** Null where it throws that kind of error. */
export async function refusal(
  run: () => Promise<unknown>,
  kind: new (message: string) => Error,
): Promise<string | null> {
  try {
    await run();
  } catch (error) {
    return error instanceof kind ? null : `it refused with ${String(error)}, which is no ${kind.name}`;
  }
  return 'it did not refuse';
}

/** What each value lacks of 1, to 100 times the tolerance of itself. */
export function rests(
  values: ArrayLike<number>,
  right: ArrayLike<number>,
  classCount: number,
  tolerance: number,
): string | null {
  for (let k = 0; k < values.length; k++) {
    const rest = 1 - right[k]!;
    const problem = expected(1 - values[k]!, rest, 100 * tolerance * rest + LEAST_REST);
    if (problem) return `what value ${k % classCount} of row ${Math.floor(k / classCount)} lacks of 1 is ${problem}`;
  }
  return null;
}

/** The first `count` images of a dataset as a network is fed them: (pixel / 255 - mean) / std in its layout. */
export async function fedImages(source: ImageSource, layout: InputLayout, count: number): Promise<Float32Array> {
  const [height, width, channels] = source.imageShape;
  const [area, imageSize] = [height * width, height * width * channels];
  const fed = new Float32Array(count * imageSize);
  for (let image = 0; image < count; image++)
    for (const [at, pixel] of (await source.read(image)).entries()) {
      const channel = at % channels;
      const place = layout === 'NHWC' ? at : channel * area + Math.floor(at / channels);
      fed[image * imageSize + place] = (pixel / 255 - source.mean[channel]!) / source.std[channel]!;
    }
  return fed;
}
