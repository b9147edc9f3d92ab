import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namesIn, withFolder } from '../fixtures/made-files.ts';
import { madeFile, madeTree } from '../fixtures/made-tree.ts';
import { type CifarLayout, checkedNames, checkLabel, readCifar, variantsOf } from './cifar.ts';
import { DatasetError } from './errors.ts';
import { openDataset } from './open-dataset.ts';
import type { PreparationOptions } from './preparation.ts';

const fixtures = join(import.meta.dirname, '../fixtures/archives');

/** What opening a file throws, or the dataset's classes; afterwards the work folder must be empty. */
async function outcome(path: string, folder: string, options: PreparationOptions = {}): Promise<unknown> {
  const workFolder = join(folder, 'work');
  try {
    const dataset = await openDataset(path, { ...options, workFolder });
    await dataset.close();
    return dataset.classes;
  } catch (error) {
    return error;
  } finally {
    expect(await namesIn(workFolder)).toEqual([]);
  }
}

describe('a batch of CIFAR is refused', () => {
  it.each([
    ['bad-float-data', 'must be a numpy array uint8 [N, 3072]; got float64 [2, 3072]'],
    ['bad-shape', 'must be a numpy array uint8 [N, 3072]; got uint8 [2, 3, 32, 32]'],
    ['bad-objects', 'bad-objects: a pickled array must have a dtype and bytes; got type, list'],
    ['bad-label', 'labels must be 0 to 9; got 10 at image 1 of'],
    ['bad-count', 'must have as many labels as images (2); got 1'],
    ['bad-label-text', 'must be whole numbers; got string'],
    ['bad-no-data', 'must be a numpy array uint8 [N, 3072]; got nothing'],
    ['bad-list', 'must be a pickled dictionary; got list'],
  ])('%s: %s', (name, message) =>
    withFolder(async (folder) => {
      const error = await outcome(join(fixtures, name), folder);
      expect(error).toBeInstanceOf(DatasetError);
      expect(String(error)).toContain(message);
    }),
  );

  it('that is cut in a row, or whose label names no class', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'data_batch_1.bin');
      const bytes = await readFile(join(fixtures, 'lone.bin'));
      for (let length = 1; length < bytes.length; length += length === 2561 ? 514 : 512) {
        await writeFile(file, bytes.subarray(0, length));
        expect(String(await outcome(file, folder)), `at ${length}`).toContain('must have whole rows of 3073 bytes');
      }
      bytes[3073] = 11;
      await writeFile(file, bytes);
      expect(String(await outcome(file, folder))).toContain('labels must be 0 to 9; got 11 at image 1 of');
    }));

  it('that is of another name, and not of whole rows with labels', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'another');
      const bytes = await readFile(join(fixtures, 'lone.bin'));
      await writeFile(file, bytes);
      expect(await outcome(file, folder)).toHaveLength(10);
      const unknown = Buffer.from(bytes);
      unknown[3073] = 11;
      for (const changed of [unknown, bytes.subarray(1), Buffer.concat([bytes, bytes.subarray(0, 3072)])]) {
        await writeFile(file, changed);
        expect(String(await outcome(file, folder))).toContain('another is not a dataset: it must be');
      }
    }));

  it('with options that have no meaning for it', () =>
    withFolder(async (folder) => {
      const file = join(fixtures, 'lone.bin');
      expect(String(await outcome(file, folder, { split: 'test' }))).toContain('has no such parts');
      expect(String(await outcome(file, folder, { crop: 8 }))).toContain('`crop` is for folders of image files');
      const archive = join(fixtures, 'cifar-10-binary.tar.gz');
      expect(String(await outcome(archive, folder, { resize: 8 }))).toContain('`resize` is for folders of image files');
    }));
});

describe('an unpacked CIFAR', () => {
  it('may lack batches, and then has none of a part', () =>
    withFolder(async (folder) => {
      const copy = join(folder, 'cifar');
      await cp(join(fixtures, 'cifar-10-batches-bin'), copy, { recursive: true });
      await rm(join(copy, 'test_batch.bin'));
      expect(await outcome(copy, folder)).toContain('airplane');
      expect(String(await outcome(copy, folder, { split: 'test' }))).toContain('holds no CIFAR batch of the test part');
    }));

  it('twice in one folder is refused', () =>
    withFolder(async (folder) => {
      for (const name of ['a', 'b']) {
        await cp(join(fixtures, 'cifar-10-batches-bin'), join(folder, 'both', name), { recursive: true });
      }
      expect(String(await outcome(join(folder, 'both'), folder))).toContain(
        'must hold one CIFAR; it has batches in a, b',
      );
    }));

  it('whose names are of other classes is refused', () =>
    withFolder(async (folder) => {
      const copy = join(folder, 'cifar');
      await cp(join(fixtures, 'cifar-10-batches-bin'), copy, { recursive: true });
      await writeFile(join(copy, 'batches.meta.txt'), 'one\ntwo\n');
      expect(String(await outcome(copy, folder))).toContain('batches.meta.txt must name 10 classes; it names 2');
    }));
});

describe('what batches of CIFAR say', () => {
  const layoutOf = (labels: Uint8Array): CifarLayout => ({
    ...{ variants: variantsOf('.bin'), nameFiles: [] },
    labels: async () => labels,
    async *rows() {},
    classes: async (beside) => beside.map(({ path }) => path),
  });
  const read = (labels: Uint8Array, paths: readonly string[]) => {
    const tree = madeTree(paths);
    return readCifar(tree, tree.files.slice(0, 2), layoutOf(labels), 10);
  };

  it('must be of one image at least and of 2^24 at most', async () => {
    const two = ['data_batch_1.bin', 'data_batch_2.bin'];
    await expect(read(new Uint8Array(0), two)).rejects.toThrow('there must be at least 1 image; data has none');
    await expect(read(new Uint8Array(2 ** 23 + 1), two)).rejects.toThrow('at most 16777216 images; data has more');
    expect((await read(new Uint8Array(2 ** 23), two)).imageCount).toBe(2 ** 24);
  });

  it('is named by files that lie beside them', async () => {
    const paths = ['a/data_batch_1.bin', 'a/data_batch_2.bin', 'a/names', 'names', 'a/b/names'];
    expect((await read(new Uint8Array(1), paths)).classes).toEqual(paths.slice(0, 3));
  });

  it.each([-1, 10, 0.5, Number.NaN])('is no label of ten classes: %s', (label) => {
    expect(() => checkLabel(label, 10, 3, madeFile('batch'))).toThrow(
      `labels must be 0 to 9; got ${label} at image 3 of batch`,
    );
  });

  it('are labels from 0 to the last class', () => {
    expect([0, 9].map((label) => checkLabel(label, 10, 0, madeFile('batch')))).toEqual([0, 9]);
  });

  it.each([
    [['a', ''], 'classes by texts, without zeros within; got ""'],
    [['a', 'b\0'], 'classes by texts, without zeros within; got "b\\u0000"'],
    [['a'], '2 classes; it names 1'],
    [['a', 'b', ''], '2 classes; it names 3'],
  ])('are no names of two classes: %j', (names, rule) => {
    const file = madeFile('meta');
    expect(() => checkedNames(names, 2, file)).toThrow(new DatasetError(`meta must name ${rule}`));
    expect(checkedNames(['a', 'b'], 2, file)).toEqual(['a', 'b']);
  });
});
