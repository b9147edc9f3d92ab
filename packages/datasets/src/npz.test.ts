import { createHash } from 'node:crypto';
import { open, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type MadeEntry, namesIn, npy, npyWithHeader, smallPixels, withFolder, zip } from '../fixtures/made-files.ts';
import golden from '../golden/fixtures.json' with { type: 'json' };
import { openCanonical, writeCanonical } from './canonical.ts';
import type { Dataset } from './dataset.ts';
import { DatasetError } from './errors.ts';
import { openNpz } from './npz.ts';
import { openDataset } from './open-dataset.ts';

const fixtures = join(import.meta.dirname, '../fixtures');

async function imagesSha256(dataset: Dataset): Promise<string> {
  const hash = createHash('sha256');
  for (let index = 0; index < dataset.imageCount; index++) {
    hash.update(await dataset.read(index));
  }
  return hash.digest('hex');
}

function near(got: readonly number[], wanted: readonly number[]) {
  expect(got.length).toBe(wanted.length);
  got.forEach((value, channel) => {
    expect(Math.abs(value - (wanted[channel] ?? Number.NaN))).toBeLessThan(1e-12);
  });
}

describe.each(Object.entries(golden.valid))('%s', (name, wanted) => {
  const check = async (dataset: Dataset) => {
    expect(dataset.imageCount).toBe(wanted.imageCount);
    expect(dataset.imageShape).toEqual(wanted.imageShape);
    expect([...dataset.labels]).toEqual(wanted.labels);
    expect(dataset.classes).toEqual(wanted.classes ?? Array.from({ length: wanted.classCount }, (_, k) => String(k)));
    near(dataset.mean, wanted.mean);
    near(dataset.std, wanted.std);
    expect([dataset.meanFrom, dataset.stdFrom]).toEqual([wanted.meanFrom, wanted.stdFrom]);
    expect(dataset.sha256).toBe(wanted.sha256);
    expect(await imagesSha256(dataset)).toBe(wanted.imagesSha256);
  };

  it('is read as numpy reads it, and unpacked only where it is compressed', () =>
    withFolder(async (folder) => {
      const workFolder = join(folder, 'work');
      const dataset = await openDataset(join(fixtures, name), { workFolder });
      expect((await namesIn(workFolder)).length).toBe(wanted.stored ? 0 : 1);
      await check(dataset);
      await dataset.close();
      expect(await namesIn(workFolder)).toEqual([]);
    }));

  it('is the same in its canonical form', () =>
    withFolder(async (folder) => {
      const target = join(folder, 'target');
      const facts = await writeCanonical(join(fixtures, name), target);
      expect(await namesIn(folder)).toEqual(['target']);
      expect(facts.classes.reduce((sum, { imageCount }) => sum + imageCount, 0)).toBe(wanted.imageCount);
      const dataset = await openCanonical(target);
      await check(dataset);
      expect(facts).toMatchObject({
        mean: dataset.mean,
        std: dataset.std,
        sha256: dataset.sha256,
        sizeBytes: dataset.sizeBytes,
      });
      await dataset.close();
    }));
});

describe('a dataset is refused', () => {
  it.each([
    ['bad-fortran', 'images must be in C order; got Fortran order (numpy.ascontiguousarray(images) makes the other)'],
    ['bad-images-float32', 'images must be uint8; got float32 in images.npy'],
    ['bad-images-bool', 'images must be uint8; got bool in images.npy'],
    ['bad-images-rank-2', 'images must be [N, H, W, C] or [N, H, W]; got [24, 36]'],
    ['bad-images-rank-5', 'images must be [N, H, W, C] or [N, H, W]; got [24, 1, 4, 3, 3]'],
    [
      'bad-images-channels-first',
      'got [6, 3, 8, 8], which looks like [N, C, H, W]: numpy.moveaxis(images, 1, -1) makes the other',
    ],
    ['bad-no-image', 'there must be at least 1 image; got images of shape [0, 4, 3, 3]'],
    ['bad-empty-images', 'an image must have 1 to 268435456 values; got 0 x 3 x 3'],
    ['bad-labels-short', 'there must be as many labels as images (24); got 23'],
    ['bad-labels-negative', 'labels must be 0 to 65535; got -7 at image 7'],
    ['bad-labels-70000', 'labels must be 0 to 65535; got 70003 at image 3'],
    ['bad-labels-huge', 'labels must be 0 to 65535; got 18446744073709552000 at image 0'],
    ['bad-labels-float64', 'labels must be integers; got float64'],
    ['bad-labels-bool', 'labels must be integers; got bool'],
    ['bad-labels-rank-2', 'labels must be [N], one an image; got [24, 1]'],
    ['bad-names-few', 'labels reach 4 but class_names has 4 names'],
    ['bad-names-object', "class_names must be text (numpy's str or bytes); got object"],
    ['bad-names-rank-2', 'class_names must be [K] with K at most 65536'],
    ['bad-names-latin1', 'class_names[2] must be text; got bytes 6e61ef76652066'],
    ['bad-names-zero-inside', 'class_names[0] must be text; got bytes 6100000000'],
    ['bad-mean-length', 'mean must be a scalar or [3], one value a channel; got [2]'],
    ['bad-mean-int', 'mean must be float32 or float64; got int64'],
    ['bad-mean-nan', 'mean of channel 1 must be finite; got NaN'],
    ['bad-std-zero', 'std of channel 1 must be finite and above 0; got 0'],
    ['bad-std-negative', 'std of channel 2 must be finite and above 0; got -0.5'],
    ['bad-all-equal', 'std of channel 0 is 0: all pixels are equal; give `std`'],
    ['bad-no-labels', 'must have an array named labels; it has images, targets'],
    ['bad-no-images', 'must have an array named images; it has x_train, y_train'],
    ['bad-bzip2', 'must be stored or deflated (0 or 8); got compression method 12'],
    ['bad-empty', 'must have an array named images; it has nothing'],
    ['bad-not-arrays', 'images.npy is not a numpy array: it does not begin with \\x93NUMPY'],
    ['bad-single-array', 'is a single array: write images and labels together with numpy.savez'],
  ])('%s: %s, and leaves no file', (name, message) =>
    withFolder(async (folder) => {
      const workFolder = join(folder, 'work');
      const file = join(fixtures, `${name}.npz`);
      const error = await openDataset(file, { workFolder }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(DatasetError);
      expect(String(error)).toContain(message);
      await expect(writeCanonical(file, join(folder, 'target'))).rejects.toThrow(message);
      expect(await namesIn(workFolder)).toEqual([]);
      expect((await namesIn(folder)).filter((each) => each !== 'work')).toEqual([]);
    }),
  );
});

describe('an archive', () => {
  const images = { name: 'images.npy', data: npy('|u1', '(3, 2, 2, 1)', smallPixels(3)) };
  const labels = { name: 'labels.npy', data: npy('|u1', '(3,)', Uint8Array.of(0, 1, 2)) };
  const names = (descr: string, shape: string) => ({
    name: 'class_names.npy',
    data: npy(descr, shape, Buffer.alloc(0)),
  });

  const opened = (...entries: MadeEntry[]) =>
    withFolder(async (folder) => {
      const file = join(folder, 'made.npz');
      await writeFile(file, zip(entries));
      const dataset = await openDataset(file, { workFolder: join(folder, 'work') });
      try {
        return { labels: [...dataset.labels], pixels: [...(await dataset.readRun(0, dataset.imageCount))] };
      } finally {
        await dataset.close();
      }
    });

  it('with files of another kind beside its arrays is read', async () => {
    const note = { name: 'notes.txt', data: Buffer.from('made by hand') };
    expect(await opened(note, images, labels)).toEqual({ labels: [0, 1, 2], pixels: [...smallPixels(3)] });
  });

  it('whose arrays are in a folder, or are called so in their middle, is no archive of arrays', async () => {
    await expect(opened({ ...images, name: 'a/images.npy' }, { ...labels, name: 'a/labels.npy' })).rejects.toThrow(
      /made.npz must hold CIFAR's batches, an IDX pair or image files in a folder a class; it holds /,
    );
    await expect(opened({ ...images, name: 'images.npy.gz' }, { ...labels, name: 'labels.npy.gz' })).rejects.toThrow(
      /made.npz must hold CIFAR's batches, an IDX pair or image files in a folder a class; it holds /,
    );
  });

  it('that lacks an array tells what there is, by its whole name where it is no array', async () => {
    await expect(opened(images, { ...labels, name: 'labels.npy.old' })).rejects.toThrow(
      /made.npz must have an array named labels; it has images, labels.npy.old$/,
    );
  });

  it('may have labels in Fortran order, which is the other one too', async () => {
    const data = npyWithHeader(`{'descr': '|u1', 'fortran_order': True, 'shape': (3,), }`, Uint8Array.of(2, 1, 0));
    expect(await opened(images, { name: 'labels.npy', data })).toMatchObject({ labels: [2, 1, 0] });
  });

  it.each([
    ['|S1', '(65537,)', /of at most 16777216 bytes; got \[65537\] of 1 byte each$/],
    ['|S1', '(3, 4)', /of at most 16777216 bytes; got \[3, 4\] of 1 byte each$/],
    ['<U4', '(1048577,)', /got \[1048577\] of 16 bytes each$/],
    ['|S8388609', '(2,)', /got \[2\] of 8388609 bytes each$/],
  ])('with class names of %s and shape %s is refused before they are read', async (descr, shape, message) => {
    await expect(opened(images, labels, names(descr, shape))).rejects.toThrow(message);
  });

  it.each([
    ['|S1', '(65536,)', 'class_names of shape [65536] and type bytes needs 65664 bytes; class_names.npy has 128'],
    ['|S8388608', '(2,)', 'class_names of shape [2] and type bytes needs 16777344 bytes; class_names.npy has 128'],
  ])('with class names of %s and shape %s may have them, where they are there', async (descr, shape, message) => {
    await expect(opened(images, labels, names(descr, shape))).rejects.toThrow(message);
  });

  it('with a mean of two axes is refused', async () => {
    const mean = { name: 'mean.npy', data: npy('<f4', '(1, 1)', Buffer.alloc(4)) };
    await expect(opened(images, labels, mean)).rejects.toThrow(
      /^mean must be a scalar or \[1\], one value a channel; got \[1, 1\]$/,
    );
  });

  it('closes the file that it was given', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'made.npz');
      await writeFile(file, zip([images, labels]));
      const handle = await open(file);
      const read = await openNpz(handle, file, (await stat(file)).size);
      expect(handle.fd).not.toBe(-1);
      await read.close();
      expect(handle.fd).toBe(-1);
    }));
});
