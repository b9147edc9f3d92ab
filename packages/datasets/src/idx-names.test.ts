import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '../fixtures/made-files.ts';
import { madeTree } from '../fixtures/made-tree.ts';
import { isImagesName, isLabelsName, pairInFolder, pairInTree } from './idx-names.ts';

it.each([
  ['train-images-idx3-ubyte', true, false],
  ['emnist-letters-test-images.idx3-ubyte.gz', true, false],
  ['T10K-IMAGES_IDX4-UBYTE', true, false],
  ['train-labels-idx1-ubyte', false, true],
  ['labels.idx1-ubyte.gz', false, true],
  ['train-labels-idx3-ubyte', false, false],
  ['train-images-idx3-ubyte.txt', false, false],
  ['train-labels-idx1-ubyte.txt', false, false],
  ['train-images-idx33-ubyte', false, false],
  ['train-imagesidx3-ubyte', false, false],
])('%s is of images: %s, of labels: %s', (name, images, labels) => {
  expect([isImagesName(name), isLabelsName(name)]).toEqual([images, labels]);
});

const train = ['a/train-images-idx3-ubyte', 'a/train-labels-idx1-ubyte'];
const test = ['b/t10k-images-idx3-ubyte.gz', 'b/t10k-labels-idx1-ubyte.gz'];

describe('an archive with IDX files', () => {
  const paths = (...of: Parameters<typeof pairInTree>) => {
    const { images, labels } = pairInTree(...of);
    return [images.path, labels.path];
  };

  it('holds a pair, or that of the part asked for, whose labels lie beside its images', () => {
    expect(paths(madeTree(train), undefined)).toEqual(train);
    expect(paths(madeTree([...train, ...test]), 'train')).toEqual(train);
    expect(paths(madeTree([...train, ...test]), 'test')).toEqual(test);
    const elsewhere = madeTree(['a/train-images-idx3-ubyte', 'b/train-labels-idx1-ubyte']);
    expect(() => paths(elsewhere, undefined)).toThrow('needs its labels beside it');
  });

  it('of several pairs asks for a part', () => {
    expect(() => paths(madeTree([...train, ...test]), undefined)).toThrow(
      `data holds 2 IDX images files, ${train[0]}, ${test[0]}: choose one with \`split\``,
    );
  });

  it('without the part asked for is refused', () => {
    expect(() => paths(madeTree(train), 'test')).toThrow('data holds no IDX images file of the test part');
  });
});

describe('a folder with IDX files', () => {
  const pairOf = (...names: string[]) =>
    withFolder(async (folder) => {
      for (const name of names) await writeFile(join(folder, name), '');
      const { images, labels } = await pairInFolder(folder);
      return [images, labels];
    });

  it('is read by labels packed as the images are, else by the others', async () => {
    const [images, labels] = ['images-idx3-ubyte', 'labels-idx1-ubyte'];
    expect(await pairOf(images, labels, `${labels}.gz`)).toEqual([images, labels]);
    expect(await pairOf(`${images}.gz`, labels, `${labels}.gz`)).toEqual([`${images}.gz`, `${labels}.gz`]);
    expect(await pairOf(images, `${images}.gz`, `${labels}.gz`)).toEqual([images, `${labels}.gz`]);
  });

  it('without images, without labels and with several is refused', async () => {
    await expect(pairOf('README')).rejects.toThrow('named like t10k-images-idx3-ubyte or with .gz; it holds none');
    await expect(pairOf('images-idx3-ubyte.gz')).rejects.toThrow(
      'there is no labels-idx1-ubyte.gz and no labels-idx1-ubyte',
    );
    await expect(pairOf('b-images-idx3-ubyte', 'a-images-idx3-ubyte')).rejects.toThrow(
      'holds 2 IDX images files: give the path of one of a-images-idx3-ubyte, b-images-idx3-ubyte',
    );
  });
});
