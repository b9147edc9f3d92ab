import { xoshiro128 } from '@passband/spectrum';
import type { Classifier, ImageShape } from './classifier.ts';
import type { ImageSource } from './images.ts';
import type { RunContext } from './run-context.ts';

/** For tests: random images in memory, class k % classCount; reads are counted. */
export function randomImages(
  imageCount: number,
  { classCount = 3, imageShape = [4, 5, 2] as ImageShape, seed = 'images' } = {},
): ImageSource & { reads: number } {
  const [height, width, channels] = imageShape;
  const stream = xoshiro128(seed);
  const pixels = Array.from({ length: imageCount }, () =>
    Uint8Array.from({ length: height * width * channels }, () => stream.below(256)),
  );
  return {
    imageCount,
    imageShape,
    labels: Uint16Array.from({ length: imageCount }, (_, k) => k % classCount),
    classes: Array.from({ length: classCount }, (_, k) => `class ${k}`),
    mean: Array.from({ length: channels }, (_, k) => 0.4 + 0.1 * k),
    std: Array.from({ length: channels }, (_, k) => 0.2 + 0.1 * k),
    reads: 0,
    async read(index) {
      this.reads++;
      return Uint8Array.from(pixels[index] ?? []);
    },
  };
}

/** For tests: two images at distance 8 along one axis of normalised pixel space, the first pixel's. */
export function imageLine(): ImageSource {
  return {
    ...randomImages(2, { classCount: 1, imageShape: [1, 2, 1] }),
    mean: [0],
    std: [1 / 8],
    read: async (index) => Uint8Array.of(index === 0 ? 0 : 255, 7),
  };
}

/** For tests: probabilities of one image by a function of what the network is fed. */
export function classifierOf(
  classCount: number,
  probabilities: (image: Float32Array) => readonly number[],
  inputLayout: Classifier['inputLayout'] = 'NHWC',
): Classifier & { batches: number[] } {
  const batches: number[] = [];
  return {
    runtime: 'test/cpu',
    device: 'test',
    classCount,
    inputLayout,
    output: 'PROBABILITIES',
    batchesAtOnce: 1,
    evaluateLines: null,
    batches,
    async evaluate(images, count) {
      batches.push(count);
      const size = images.length / count;
      const rows = Array.from({ length: count }, (_, k) => probabilities(images.subarray(k * size, (k + 1) * size)));
      return Float64Array.from(rows.flat());
    },
    async close() {},
  };
}

/** For tests: a smooth function of the whole image. */
export function wavyClassifier(classCount: number): ReturnType<typeof classifierOf> {
  return classifierOf(classCount, (image) => {
    const scores = Array.from({ length: classCount }, (_, c) =>
      Math.exp(Math.sin(image.reduce((sum, value, k) => sum + value * Math.cos(k * (c + 1)), 0))),
    );
    const total = scores.reduce((sum, score) => sum + score, 0);
    return scores.map((score) => score / total);
  });
}

export const PLAIN_FEED = { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null } as const;

export function contextOf(classifier: Classifier, images: ImageSource, more: Partial<RunContext> = {}): RunContext {
  return { classifier, images, feed: PLAIN_FEED, signal: new AbortController().signal, ...more };
}
