import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrappedLines } from './wrapped-lines.ts';

const length = (text: string) => text.length;

test('lines are broken at spaces where the next word would be too wide', () => {
  expect(wrappedLines('bands hold the mean in 95 % of cases', 12, length)).toEqual([
    'bands hold',
    'the mean in',
    '95 % of',
    'cases',
  ]);
  expect(wrappedLines('a incomprehensibilities b', 5, length)).toEqual(['a', 'incomprehensibilities', 'b']);
  expect(wrappedLines(' ', 5, length)).toEqual([]);
});

test('no word is lost, and no line of several words is too wide', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { maxLength: 30 }),
      fc.integer({ min: 1, max: 30 }),
      (words, width) => {
        const lines = wrappedLines(words.join(' '), width, length);
        expect(lines.join(' ')).toBe(words.join(' '));
        for (const line of lines) if (line.includes(' ')) expect(line.length).toBeLessThanOrEqual(width);
      },
    ),
  );
});
