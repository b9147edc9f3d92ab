import fc from 'fast-check';
import { expect, it } from 'vitest';
import { madeFile, madeTree } from '../fixtures/made-tree.ts';
import { byCode, folderOf, lastName, readWhole, sortedByPath } from './file-tree.ts';

it('texts are ordered by their code units, and files by their paths', () => {
  expect(['b', 'a', 'a', 'B', 'aa', 'ä'].toSorted(byCode)).toEqual(['B', 'a', 'a', 'aa', 'b', 'ä']);
  expect([byCode('a', 'b'), byCode('b', 'a'), byCode('a', 'a')]).toEqual([-1, 1, 0]);
  const { files } = madeTree(['b/1', 'a/10', 'a/9', 'a']);
  expect(sortedByPath(files).map(({ path }) => path)).toEqual(['a', 'a/10', 'a/9', 'b/1']);
  expect(files[0]?.path).toBe('b/1');
});

it('a path is its folder and its last name', () => {
  expect(['a/b/c', 'c', '/c'].map((path) => [folderOf(path), lastName(path)])).toEqual([
    ['a/b', 'c'],
    ['', 'c'],
    ['', 'c'],
  ]);
  const names = fc.array(fc.stringMatching(/^[^/]+$/), { minLength: 2 });
  fc.assert(
    fc.property(names, (parts) => {
      const path = parts.join('/');
      expect(`${folderOf(path)}/${lastName(path)}`).toBe(path);
    }),
  );
});

it('a file is read whole up to as many bytes as it may have', async () => {
  const file = madeFile('a', Uint8Array.of(1, 2, 3));
  expect(await readWhole(file, 3)).toEqual(Uint8Array.of(1, 2, 3));
  expect(() => readWhole(file, 2)).toThrow('a must have at most 2 bytes; it has 3');
});
