import { describe, expect, it, vi } from 'vitest';
import { madeTree } from '../fixtures/made-tree.ts';
import { isOfUse, readTree } from './formats.ts';

it.each([
  ['data_batch_1.bin', true],
  ['data_batch_1', true],
  ['batches.meta.txt', true],
  ['a/t10k-images-idx3-ubyte', true],
  ['cat/1.png', true],
  ['cat/.1.png', false],
  ['README.md', false],
])('whether a format may use %s: %s', (path, is) => expect(isOfUse({ path, sizeBytes: 1 })).toBe(is));

describe('an entry', () => {
  it('of use may be as large as the format that allows most, and no larger', () => {
    const [path, most] = ['data_batch_1.bin', 512 * 2 ** 20];
    expect(isOfUse({ path, sizeBytes: most })).toBe(true);
    expect(() => isOfUse({ path, sizeBytes: most + 1 })).toThrow(
      `${path} must have at most ${most} bytes; it has ${most + 1}`,
    );
  });

  it('that nobody uses may be of any size', () => {
    expect(isOfUse({ path: 'README.md', sizeBytes: 2 ** 50 })).toBe(false);
  });
});

describe('files that are no dataset are refused', () => {
  const paths = (count: number) => Array.from({ length: count }, (_, k) => `${k}.txt`);
  const refusal = (count: number) => readTree(madeTree(paths(count)), {}).catch((error: unknown) => String(error));

  it.each([
    [0, 'nothing'],
    [1, '0.txt'],
    [10, paths(10).join(', ')],
    [12, `${paths(10).join(', ')} and 2 more`],
  ])('%d of them, with what is there', async (count, there) => {
    expect(await refusal(count)).toBe(
      `DatasetError: data must hold CIFAR's batches, an IDX pair or image files in a folder a class; it holds ${there}`,
    );
  });

  it('and closed', async () => {
    const close = vi.fn(async () => {});
    await expect(readTree({ ...madeTree([]), close }, {})).rejects.toThrow('it holds nothing');
    expect(close).toHaveBeenCalledOnce();
  });
});

it.each([
  [['data_batch_1.bin'], { resize: 8 }, '`resize` is for folders of image files'],
  [['a/t10k-images-idx3-ubyte'], { crop: 8 }, '`crop` is for folders of image files'],
] as const)('%j are prepared only as their format can', async (paths, options, message) => {
  await expect(readTree(madeTree(paths), options)).rejects.toThrow(message);
});
