import { xoshiro128 } from '@passband/spectrum';

/** For tests: images of classes that a network can tell apart, class k % classCount, and their targets. */
export interface TestBatch {
  images: Float32Array;
  targets: Float32Array;
  count: number;
}

/** Every class has a mean image of its own; each image differs from it. */
export function testBatch(count: number, imageSize: number, classCount: number, seed = 'batch'): TestBatch {
  const means = randomValues(classCount * imageSize, 'class means');
  const noise = randomValues(count * imageSize, seed);
  const images = noise.map((value, k) => {
    const label = Math.floor(k / imageSize) % classCount;
    return value + (means[label * imageSize + (k % imageSize)] ?? 0);
  });
  const targets = Float32Array.from({ length: count * classCount }, (_, k) =>
    Math.floor(k / classCount) % classCount === k % classCount ? 1 : 0,
  );
  return { images, targets, count };
}

/** Uniform over -1 ... 1. */
function randomValues(count: number, key: string): Float32Array {
  const stream = xoshiro128(key);
  return Float32Array.from({ length: count }, () => stream.word() / 2 ** 31 - 1);
}
