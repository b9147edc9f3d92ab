import { describe, expect, test } from 'vitest';
import { classColourCount, classDash, classLabel, classMark } from './class-palette.ts';
import { figureThemes } from './theme.ts';

/** Relative luminance of an sRGB colour, by WCAG 2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const classes = Array.from({ length: classColourCount }, (_, index) => index);

describe.each(Object.values(figureThemes))('colours of classes on $name', (theme) => {
  test('are 3 : 1 for marks and 4.5 : 1 for names, at least', () => {
    for (const index of classes) {
      expect(contrast(classMark(theme, index), theme.background)).toBeGreaterThanOrEqual(3);
      expect(contrast(classLabel(theme, index), theme.background)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('are all different, and none is a model’s', () => {
    const marks = classes.map((index) => classMark(theme, index));
    expect(new Set([...marks, ...theme.marks]).size).toBe(marks.length + theme.marks.length);
  });
});

test('a class whose colour is another’s has dashed lines', () => {
  expect(classMark(figureThemes.light, 3)).toBe(classMark(figureThemes.light, 3 + classColourCount));
  expect([classDash(3), classDash(3 + classColourCount)]).toEqual([undefined, '5 3']);
});
