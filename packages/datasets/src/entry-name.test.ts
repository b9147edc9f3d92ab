import { describe, expect, it } from 'vitest';
import { entryPath, isHidden } from './entry-name.ts';
import { DatasetError } from './errors.ts';

it.each([
  ['a', 'a'],
  ['./a/b.png', 'a/b.png'],
  ['a//b/./c', 'a/b/c'],
  ['a/..b/c..', 'a/..b/c..'],
  ['ä 1/日本.png', 'ä 1/日本.png'],
  [`${'a/'.repeat(511)}bc`, `${'a/'.repeat(511)}bc`],
])('the path of an entry called %j', (name, path) => {
  expect(entryPath(name, 'data.zip')).toBe(path);
});

describe('an archive is refused where the name of an entry', () => {
  it.each([
    ['goes out of it', 'a/../../b', "stay inside the archive, without '..'"],
    ['begins at the root', '/etc/passwd', 'be relative'],
    ['begins at a drive', 'C:/a', 'be relative'],
    ['begins at a drive, with a small letter', 'a:b', 'be relative'],
    ['begins with a backslash', '\\a', 'be relative'],
    ['has a backslash', 'a\\b', 'be of characters that can be shown, without backslashes'],
    ['has a zero', 'a\0b', 'be of characters that can be shown, without backslashes'],
    ['has a delete', 'a\u007f', 'be of characters that can be shown, without backslashes'],
    ['has no name', './/.', 'be of characters that can be shown, without backslashes'],
    ['is too long', 'a'.repeat(1025), 'have at most 1024 characters'],
  ])('%s', (_, name, rule) => {
    expect(() => entryPath(name, 'data.zip')).toThrow(
      new DatasetError(`data.zip: names of files must ${rule}; got ${JSON.stringify(name.slice(0, 120))}`),
    );
  });
});

it.each([
  ['cat/1.png', false],
  ['cat/.1.png', true],
  ['.git/1.png', true],
  ['__MACOSX/cat/1.png', true],
  ['cat/__MACOSX', true],
  ['cat/1.', false],
  ['a__MACOSX/1.png', false],
])('whether %s is hidden: %s', (path, is) => expect(isHidden(path)).toBe(is));
