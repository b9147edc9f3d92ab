import { createHash } from 'node:crypto';
import { access, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { idx, namesIn, smallPixels, withFolder } from '../fixtures/made-files.ts';
import { cuts } from '../fixtures/thoroughness.ts';
import golden from '../golden/fixtures.json' with { type: 'json' };
import { DatasetError } from './errors.ts';
import { openDataset } from './open-dataset.ts';

const distributed = '/usr/share/datasets/fashion-mnist';
const fixtures = join(import.meta.dirname, '../fixtures');
const images = idx(8, [6, 2, 2], smallPixels(6));
const labels = idx(8, [6], Uint8Array.from([0, 1, 2, 0, 1, 2]));

/** Opens a folder of these files, or one of them; what is left in the work folder must be nothing. */
function opened(files: Record<string, Uint8Array>, path = '') {
  return withFolder(async (folder) => {
    const workFolder = join(folder, 'work');
    await mkdir(join(folder, 'data'));
    for (const [name, bytes] of Object.entries(files)) {
      await writeFile(join(folder, 'data', name), bytes);
    }
    try {
      const dataset = await openDataset(join(folder, 'data', path), { workFolder });
      const pixels = await Promise.all(Array.from({ length: dataset.imageCount }, (_, index) => dataset.read(index)));
      await dataset.close();
      return { ...dataset, pixels: Buffer.concat(pixels) };
    } finally {
      expect(await namesIn(workFolder)).toEqual([]);
    }
  });
}

describe('an IDX dataset', () => {
  it.each([
    ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'],
    ['train-images.idx3-ubyte', 'train-labels.idx1-ubyte'],
    ['emnist-letters-test-images-idx3-ubyte', 'emnist-letters-test-labels-idx1-ubyte'],
    ['images-idx3-ubyte', 'labels-idx1-ubyte'],
  ])('is found by its images %s', async (imagesName, labelsName) => {
    for (const pack of [
      { [imagesName]: images, [labelsName]: labels },
      { [`${imagesName}.gz`]: gzipSync(images), [`${labelsName}.gz`]: gzipSync(labels) },
      { [`${imagesName}.gz`]: gzipSync(images), [labelsName]: labels },
      { [imagesName]: images, [`${labelsName}.gz`]: gzipSync(labels) },
    ]) {
      const byFolder = await opened({ ...pack, 'README.md': Buffer.from('text') });
      const byFile = await opened(pack, Object.keys(pack)[0]);
      expect(byFolder.pixels).toEqual(Buffer.from(smallPixels(6)));
      expect(byFile.sha256).toBe(byFolder.sha256);
      expect([...byFile.labels]).toEqual([0, 1, 2, 0, 1, 2]);
    }
  });

  it('given as its images file has the sha256 that the reference gives of the folder', async () => {
    await withFolder(async (workFolder) => {
      const dataset = await openDataset(join(fixtures, 'idx-gzip/t10k-images-idx3-ubyte.gz'), { workFolder });
      expect(dataset.sha256).toBe(golden.valid['idx-gzip'].sha256);
      await dataset.close();
    });
  });

  it('whose folder holds a gzip file beside its unpacked self is read once', async () => {
    const both = {
      'a-images-idx3-ubyte': images,
      'a-images-idx3-ubyte.gz': gzipSync(images),
      'a-labels-idx1-ubyte': labels,
    };
    expect((await opened(both)).imageCount).toBe(6);
  });

  it('may have images of several channels, and labels of two or four bytes', async () => {
    const wide = (code: number, bytes: number) =>
      idx(code, [2], Buffer.from([0, 1].flatMap((label) => [...Array(bytes - 1).fill(0), label])));
    for (const file of [wide(9, 1), wide(11, 2), wide(12, 4)]) {
      const rgb = idx(8, [2, 2, 2, 3], smallPixels(6));
      const dataset = await opened({ 'a-images-idx4-ubyte': rgb, 'a-labels-idx1-ubyte': file });
      expect(dataset.imageShape).toEqual([2, 2, 3]);
      expect([...dataset.labels]).toEqual([0, 1]);
    }
  });

  const pair = (imagesFile: Uint8Array, labelsFile: Uint8Array) => ({
    'a-images-idx3-ubyte': imagesFile,
    'a-labels-idx1-ubyte': labelsFile,
  });
  it.each<[string, Record<string, Uint8Array>, string, string]>([
    [
      'without labels',
      { 'a-images-idx3-ubyte': images },
      '',
      'there is no a-labels-idx1-ubyte and no a-labels-idx1-ubyte.gz',
    ],
    ['in an empty folder', {}, '', 'an IDX pair or image files in a folder a class; it holds nothing'],
    [
      'with two pairs',
      { 'a-images-idx3-ubyte': images, 'b-images-idx3-ubyte.gz': images },
      '',
      'holds 2 IDX images files: give the path of one of a-images-idx3-ubyte, b-images-idx3-ubyte.gz',
    ],
    ['given by its labels', pair(images, labels), 'a-labels-idx1-ubyte', 'an IDX dataset is given by its images file'],
    [
      'with fewer labels',
      pair(images, idx(8, [5], Buffer.alloc(5))),
      '',
      'there must be as many labels as images (6); got 5 in a-labels-idx1-ubyte',
    ],
    [
      'with labels of another rank',
      pair(images, idx(8, [6, 1], Buffer.alloc(6))),
      '',
      'labels must be [N], one an image; got [6, 1]',
    ],
    ['with real labels', pair(images, idx(13, [6], Buffer.alloc(24))), '', 'labels must be integers; got float32'],
    [
      'with negative labels',
      pair(images, idx(9, [6], Buffer.alloc(6, 0xff))),
      '',
      'labels must be 0 to 65535; got -1 at image 0',
    ],
    ['with real images', pair(idx(13, [6, 2, 2], Buffer.alloc(96)), labels), '', 'images must be uint8; got float32'],
    [
      'without images',
      pair(idx(8, [0, 2, 2], Buffer.alloc(0)), idx(8, [0], Buffer.alloc(0))),
      '',
      'there must be at least 1 image',
    ],
    ['of equal pixels', pair(idx(8, [6, 2, 2], Buffer.alloc(24, 9)), labels), '', 'std of channel 0 is 0'],
    ['too long', pair(Buffer.concat([images, images]), labels), '', 'of shape [6, 2, 2] needs 40 bytes; it has 80'],
    [
      'that is something else',
      pair(Buffer.from('text, not IDX'), labels),
      '',
      'a-images-idx3-ubyte is not an IDX file',
    ],
    ['that is empty', pair(Buffer.alloc(0), labels), '', 'got nothing'],
    [
      'that claims to be huge',
      pair(gzipSync(idx(8, [60000, 4096, 4096], smallPixels(1))), labels),
      '',
      'needs 1006632960016 bytes',
    ],
    [
      'that unpacks to more',
      pair(gzipSync(Buffer.concat([images, Buffer.alloc(9_000_000)])), labels),
      '',
      'unpacks to more than the 40 bytes',
    ],
    [
      'that unpacks to less',
      pair(gzipSync(images.subarray(0, 30)), labels),
      '',
      'is cut off: it declares 40 bytes and unpacks to 30',
    ],
  ])('%s is refused', async (_, files, path, message) => {
    const error = await opened(files, path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DatasetError);
    expect(String(error)).toContain(message);
  });

  it('cut anywhere is refused, plain or gzip', async () => {
    for (const bytes of [images, gzipSync(images)]) {
      for (const length of cuts(bytes.length)) {
        await expect(opened(pair(bytes.subarray(0, length), labels)), `at ${length}`).rejects.toThrow(DatasetError);
      }
    }
  });
});

const there = await access(distributed).then(
  () => true,
  () => false,
);
if (!there) {
  console.log(`Fashion-MNIST as distributed is not tested: there is no ${distributed} (Debian: dataset-fashion-mnist)`);
}

describe.skipIf(!there).each(Object.entries(golden.fashionMnist))(
  'Fashion-MNIST as distributed, %s',
  (name, wanted) => {
    it('is read as numpy reads it', () =>
      withFolder(async (folder) => {
        const dataset = await openDataset(join(distributed, name), { workFolder: join(folder, 'work') });
        expect(dataset).toMatchObject({
          imageCount: wanted.imageCount,
          imageShape: wanted.imageShape,
          sha256: wanted.sha256,
        });
        expect(dataset.mean[0]).toBeCloseTo(wanted.mean[0] ?? Number.NaN, 12);
        expect(dataset.std[0]).toBeCloseTo(wanted.std[0] ?? Number.NaN, 12);
        expect(createHash('sha256').update(dataset.labels).digest('hex')).toBe(wanted.labelsSha256);
        const hash = createHash('sha256');
        for (let index = 0; index < dataset.imageCount; index++) {
          hash.update(await dataset.read(index));
        }
        expect(hash.digest('hex')).toBe(wanted.imagesSha256);
        await dataset.close();
      }));

    it('is found in a folder of its own', () =>
      withFolder(async (folder) => {
        await mkdir(join(folder, 'data'));
        for (const file of [name, name.replace('images-idx3', 'labels-idx1')]) {
          await copyFile(join(distributed, file), join(folder, 'data', file));
        }
        const dataset = await openDataset(join(folder, 'data'), { workFolder: join(folder, 'work') });
        expect(dataset.sha256).toBe(wanted.sha256);
        await dataset.close();
      }));
  },
);
