import { describe, expect, test } from 'vitest';
import { cachedReader, scatteredReader } from './image-cache.ts';
import type { ImageSource } from './images.ts';

const IMAGE_BYTES = 4 * 4 * 3;

/** Images whose pixels are all their index modulo 251; counts what is read. */
function source(imageCount: number, shape: ImageSource['imageShape'] = [4, 4, 3], runs = true) {
  const reads: [first: number, count: number][] = [];
  const imageBytes = shape[0] * shape[1] * shape[2];
  const readRun = async (first: number, count: number): Promise<Uint8Array> => {
    reads.push([first, count]);
    const pixels = new Uint8Array(count * imageBytes);
    for (let k = 0; k < count; k++) pixels.fill((first + k) % 251, k * imageBytes, (k + 1) * imageBytes);
    return pixels;
  };
  const images: ImageSource = {
    imageCount,
    imageShape: shape,
    labels: new Uint16Array(imageCount),
    classes: ['one'],
    mean: [0, 0, 0],
    std: [1, 1, 1],
    read: (index) => readRun(index, 1),
    ...(runs && { readRun }),
  };
  return { images, reads };
}

describe('cachedReader', () => {
  test('gives the pixels of every image, at block borders and in the last, short block too', async () => {
    const { images } = source(12_345);
    const read = cachedReader(images);
    for (const index of [0, 1, 5460, 5461, 5462, 12_344])
      expect(await read(index)).toEqual(new Uint8Array(IMAGE_BYTES).fill(index % 251));
  });

  test('reads small images many at a time and each block once, also when they are asked for at once', async () => {
    const { images, reads } = source(3000);
    const read = cachedReader(images);
    await Promise.all(Array.from({ length: 3000 }, (_, index) => read(index)));
    await read(17);
    expect(reads).toEqual([[0, 3000]]);
  });

  test('reads a large image alone', async () => {
    const { images, reads } = source(40, [300, 300, 3]);
    await cachedReader(images)(7);
    expect(reads).toEqual([[7, 1]]);
  });

  test('reads one by one where the source knows no runs', async () => {
    const { images, reads } = source(100, [4, 4, 3], false);
    const read = cachedReader(images);
    await read(3);
    await read(3);
    await read(4);
    expect(reads).toEqual([
      [3, 1],
      [4, 1],
    ]);
  });

  test('forgets the block that was not used for longest', async () => {
    const { images, reads } = source(60, [1000, 1000, 3]);
    const read = cachedReader(images);
    for (let index = 0; index < 17; index++) await read(index);
    await read(16);
    await read(0);
    // Of the sixteen that are kept one had to go.
    await read(2);
    expect(reads.map(([first]) => first)).toEqual([...Array(17).keys(), 0]);
  });

  test('tries a read that failed again', async () => {
    const { images, reads } = source(10);
    let broken = true;
    const failing: ImageSource = {
      ...images,
      readRun: (first, count) => (broken ? Promise.reject(new Error('EIO')) : images.readRun!(first, count)),
    };
    const read = cachedReader(failing);
    await expect(read(2)).rejects.toThrow('EIO');
    broken = false;
    expect(await read(2)).toEqual(new Uint8Array(IMAGE_BYTES).fill(2));
    expect(reads).toEqual([[0, 10]]);
  });

  test('refuses pixels of the wrong length', async () => {
    const { images } = source(10);
    const short: ImageSource = { ...images, readRun: async () => new Uint8Array(7) };
    await expect(cachedReader(short)(0)).rejects.toThrow('an image must have 48 bytes; 10 from 0 on have 7');
  });
});

test('scatteredReader reads blocks where the cache holds the whole dataset, else each image by itself', async () => {
  const [small, large] = [source(3000), source(1_000_000)];
  for (const { images } of [small, large]) {
    const read = scatteredReader(images);
    for (const index of [7, 2999, 8]) expect(await read(index)).toEqual(new Uint8Array(IMAGE_BYTES).fill(index % 251));
  }
  expect(small.reads).toEqual([[0, 3000]]);
  expect(large.reads).toEqual([
    [7, 1],
    [2999, 1],
    [8, 1],
  ]);
});
