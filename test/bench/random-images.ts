import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { xoshiro128 } from '@passband/spectrum';

/** Writes seeded random images, labelled in turn, as an IDX pair into the folder. */
export async function writeRandomImages(
  folder: string,
  { count, shape, classes }: { count: number; shape: readonly number[]; classes: number },
): Promise<void> {
  const pixels = shape.reduce((product, size) => product * size, count);
  const labels = Uint8Array.from({ length: count }, (_, k) => k % classes);
  await writeFile(join(folder, 'random-images-idx4-ubyte'), idx([count, ...shape], randomBytes(pixels)));
  await writeFile(join(folder, 'random-labels-idx1-ubyte'), idx([count], labels));
}

function randomBytes(count: number): Uint8Array {
  const stream = xoshiro128('bench/images');
  const words = Uint32Array.from({ length: Math.ceil(count / 4) }, () => stream.word());
  return new Uint8Array(words.buffer, 0, count);
}

/** An IDX file of bytes: 0, 0, type 8, rank, the sizes big-endian, the values. */
function idx(shape: readonly number[], values: Uint8Array): Buffer {
  const header = Buffer.from([0, 0, 8, shape.length, ...new Array(4 * shape.length).fill(0)]);
  for (const [axis, size] of shape.entries()) header.writeUInt32BE(size, 4 + 4 * axis);
  return Buffer.concat([header, values]);
}
