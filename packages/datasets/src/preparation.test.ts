import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '../fixtures/made-files.ts';
import { openDataset } from './open-dataset.ts';
import { type PreparationOptions, preparationOf, refusePreparation } from './preparation.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const OPTIONS: readonly PreparationOptions[] = [{ split: 'train' }, { resize: 8 }, { crop: 8 }];

describe('how images are prepared', () => {
  it('is what was asked for, at its bounds too', () => {
    expect(preparationOf({ split: undefined })).toEqual({});
    expect(preparationOf({ split: 'test', resize: 1, crop: 16_384 })).toEqual({
      split: 'test',
      resize: 1,
      crop: 16_384,
    });
  });

  it.each([
    [{ resize: 0 }, 'resize must be a whole number of pixels, 1 to 16384; got 0'],
    [{ resize: 16_385 }, 'resize must be a whole number of pixels, 1 to 16384; got 16385'],
    [{ crop: 2.5 }, 'crop must be a whole number of pixels, 1 to 16384; got 2.5'],
    [{ crop: Number.NaN }, 'crop must be a whole number of pixels, 1 to 16384; got NaN'],
    [JSON.parse('{ "split": "validation" }'), 'split must be train or test; got validation'],
  ])('is refused where it is %j', (options, message) => {
    expect(() => preparationOf(options)).toThrow(message);
  });

  it('is refused where it is not what a format does', () => {
    for (const options of OPTIONS) {
      const [kind = ''] = Object.keys(options);
      expect(() => refusePreparation(options, 'a', ['split', 'resize', 'crop'])).not.toThrow();
      expect(() => refusePreparation(options, 'a')).toThrow(`\`${kind}\``);
    }
    expect(() => refusePreparation({ split: 'test', crop: 8 }, 'a', ['split'])).toThrow(
      '`crop` is for folders of image',
    );
  });
});

describe.each([
  'grey-stored.npz',
  'idx-plain',
  'idx-plain/t10k-images-idx3-ubyte',
  'archives/lone.bin',
  'archives/lone-3',
])('%s has neither parts nor images of several sizes', (name) => {
  it.each(OPTIONS)('so %j is refused', (options) =>
    withFolder(async (workFolder) => {
      const opened = openDataset(join(fixtures, name), { ...options, workFolder });
      await expect(opened).rejects.toThrow(
        /`split` chooses between .* has no such parts|`(resize|crop)` is for folders/,
      );
    }),
  );
});

it('a dataset that is not there, or is said to be below a file, is told by its path', async () => {
  for (const path of [join(fixtures, 'nowhere'), join(fixtures, 'grey-stored.npz', 'inside')])
    await expect(openDataset(path, { workFolder: fixtures })).rejects.toThrow(`there is no dataset at ${path}`);
});
