import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Images whose pixels tell their class and number, as an IDX pair in a folder; returns the folder. */
export async function writeIdxPair(
  folder: string,
  { classes, perClass, size }: { classes: number; perClass: number; size: number },
): Promise<string> {
  const count = classes * perClass;
  const head = (magic: number, ...sizes: number[]) => {
    const bytes = Buffer.alloc(4 + 4 * sizes.length);
    [magic, ...sizes].forEach((value, k) => {
      bytes.writeUInt32BE(value, 4 * k);
    });
    return bytes;
  };
  const pixels = Buffer.alloc(count * size * size);
  const labels = Buffer.alloc(count);
  for (let image = 0; image < count; image++) {
    labels[image] = image % classes;
    for (let pixel = 0; pixel < size * size; pixel++)
      pixels[image * size * size + pixel] =
        (40 * (image % classes) + 17 * image * (pixel + 1) + 91 * pixel * pixel) % 256;
  }
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'train-images-idx3-ubyte'),
    Buffer.concat([head(0x803, count, size, size), pixels]),
  );
  await writeFile(path.join(folder, 'train-labels-idx1-ubyte'), Buffer.concat([head(0x801, count), labels]));
  return folder;
}
