import { describe, expect, it } from 'vitest';
import { madeTree } from '../fixtures/made-tree.ts';
import { classImages, isImage } from './image-classes.ts';

it.each([
  ...['a.png', 'a/b.JPG', 'a.jpeg', 'a.webp', 'a.bmp', 'a.tif', 'a.TIFF', 'a.heic', 'a.ppm', 'a.ico'].map(
    (path) => [path, true] as const,
  ),
  ...['a.txt', 'png', 'a.png.txt', '.a.png', '__MACOSX/a.png', 'a.svgz'].map((path) => [path, false] as const),
])('whether %s is an image: %s', (path, is) => expect(isImage(path)).toBe(is));

const classesOf = (paths: readonly string[], split?: 'train' | 'test') =>
  classImages(madeTree(paths), split).map(({ file, className }) => `${className}: ${file.path}`);

describe('images have the class of their folder', () => {
  it('sorted by class, then by path', () => {
    expect(classesOf(['b/1.png', 'a/2.png', 'a-b/1.png', 'a/10.png', 'README.txt', 'a/.hidden.png'])).toEqual([
      'a: a/10.png',
      'a: a/2.png',
      'a-b: a-b/1.png',
      'b: b/1.png',
    ]);
  });

  it('inside folders that hold everything', () => {
    expect(classesOf(['x/y/a/1.png', 'x/y/b/1.png'])).toEqual(['a: x/y/a/1.png', 'b: x/y/b/1.png']);
    expect(classesOf(['a/1.png', 'a/2.png'])).toEqual(['a: a/1.png', 'a: a/2.png']);
  });

  it.each([
    ['train', ['data/train/a/1.png']],
    ['test', ['data/val/a/2.png', 'data/val/b/3.png']],
  ] as const)('of the %s part', (split, paths) => {
    const all = ['data/train/a/1.png', 'data/val/a/2.png', 'data/val/b/3.png'];
    expect(classImages(madeTree(all), split).map(({ file }) => file.path)).toEqual(paths);
  });

  it.each(['test', 'testing', 'val', 'valid', 'Validation'])('the test part may be called %s', (name) => {
    expect(classesOf([`${name}/a/1.png`, 'training/a/2.png'], 'test')).toEqual([`a: ${name}/a/1.png`]);
    expect(classesOf([`${name}/a/1.png`, 'training/a/2.png'], 'train')).toEqual(['a: training/a/2.png']);
  });
});

describe('images are refused', () => {
  it.each([
    ['in no folder', ['a/1.png', '2.png'], '2.png is in none'],
    ['in folders of classes', ['a/1.png', 'a/b/2.png'], 'a/b/2.png is deeper: folders of classes may hold no others'],
    [
      'of two parts without a choice',
      ['train/a/1.png', 'test/a/1.png'],
      'train/a/1.png is deeper: give the folder that holds the classes, or `split`',
    ],
    ['of a kind that is not read', ['a/1.png', 'b/2.gif'], 'images must be PNG, JPEG or WebP; data holds b/2.gif'],
  ])('%s', (_, paths, message) => {
    expect(() => classesOf(paths)).toThrow(message);
  });

  it.each([[['a/1.png']], [['train/1.png']], [['trainer/a/1.png', 'retrain/a/1.png']]])(
    'of a part that %j has not',
    (paths) => {
      expect(() => classesOf(paths, 'train')).toThrow(
        'split chooses between folders named train and test or val; data has none for train',
      );
    },
  );
});
