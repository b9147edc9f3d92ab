import { describe, expect, test } from 'vitest';
import { byteWords } from '../format/bytes.ts';
import {
  accuracyFinding,
  byClassFinding,
  byClassOverlap,
  classByClassFinding,
  distanceWords,
  groupPathWords,
  medianHalfWidth,
  modelFinding,
  tickWords,
} from './sentences.ts';

const row = (name: string, value: number, half = 0.05) => ({
  name,
  count: 20,
  value,
  lower: value - half,
  upper: value + half,
});
const group = (classA: string, classB: string, mean: number, half = 0.01) => ({
  scope: 'BETWEEN_CLASS',
  classA,
  classB,
  pathCount: 20,
  mean,
  lower: mean - half,
  upper: mean + half,
});

describe('class by class', () => {
  test('one group is named with its number where it stands out', () => {
    expect(classByClassFinding([group('sandal', 'shirt', 0.2), group('bag', 'bag', 0.1)])).toBe(
      'sandal–shirt highest: 0.200 ± 0.010',
    );
  });

  test('two are named where the second lies within the bounds of the first', () => {
    expect(classByClassFinding([group('sandal', 'shirt', 0.2), group('bag', 'bag', 0.195)])).toBe(
      'sandal–shirt, bag highest',
    );
  });

  test('paths are counted as they were measured, also where each scope stopped by its own precision', () => {
    const counted = (classA: string, classB: string, pathCount: number) => ({
      ...group(classA, classB, 0.1),
      pathCount,
    });
    const [bag, shirt] = [counted('bag', 'bag', 52), counted('shirt', 'shirt', 52)];
    expect(groupPathWords([bag, shirt, counted('bag', 'shirt', 8)], 'cell')).toBe('52 paths a class, 8 paths a pair');
    expect(groupPathWords([bag, shirt, counted('bag', 'shirt', 52)], 'cell')).toBe('52 paths a cell');
    expect(groupPathWords([bag, counted('shirt', 'shirt', 50)], 'group')).toBe('50 to 52 paths a group');
    expect(groupPathWords([], 'cell')).toBe('');
  });

  test('the median half width is of those that have bounds', () => {
    const without = { ...group('a', 'b', 0.1), lower: null, upper: null };
    expect(medianHalfWidth([group('a', 'a', 0.1, 0.02), group('b', 'b', 0.1, 0.04), without])).toBeCloseTo(0.03, 12);
    expect(medianHalfWidth([without])).toBeUndefined();
  });
});

describe('by class', () => {
  test('a class is said to vary most only where its bounds are above all others', () => {
    expect(byClassFinding([row('bag', 0.1), row('shirt', 0.3)])).toBe('shirt varies most: 0.300 ± 0.050');
    expect(byClassFinding([row('bag', 0.28), row('shirt', 0.3)])).toBe('Does shirt vary most?');
  });

  test('those whose bounds overlap with the highest are named', () => {
    expect(byClassOverlap([row('bag', 0.28), row('shirt', 0.3), row('coat', 0.1)])).toBe(
      'Bounds overlap with those of shirt: bag.',
    );
    expect(byClassOverlap([row('bag', 0.1), row('shirt', 0.3)])).toBe('');
    const [four, ...three] = ['bag', 'coat', 'boot', 'sandal'].map((name) => row(name, 0.28));
    expect(byClassOverlap([row('shirt', 0.3), ...three])).toMatch(/: coat, boot and sandal\.$/);
    expect(byClassOverlap([row('shirt', 0.3), four!, ...three])).toMatch(/: 4 others\.$/);
  });

  test('grey ticks are told of where the reference has a value of any class', () => {
    const bag = row('bag', 0.1);
    expect(tickWords([bag, { ...row('shirt', 0.3), reference: 0.2 }], 'baseline')).toBe(' Grey tick: baseline.');
    expect([tickWords([bag], 'baseline'), tickWords([{ ...bag, reference: 0.2 }], undefined)]).toEqual(['', '']);
  });

  test('the lowest accuracy is claimed only where it is surely lowest', () => {
    expect(accuracyFinding([row('shirt', 0.68), row('bag', 0.99)])).toBe(
      'shirt is recognised least: 68.0 % (63.0 to 73.0)',
    );
    expect(accuracyFinding([row('shirt', 0.68), row('bag', 0.7)])).toBe('Lowest: shirt, 68.0 % (63.0 to 73.0)');
  });
});

describe('the model’s second line', () => {
  const bounded = (value: number, half: number) => ({ value, lower: value - half, upper: value + half });

  test('compares the fractions where their bounds are apart', () => {
    expect(modelFinding(bounded(0.1, 0.01), bounded(0.35, 0.01))).toBe(
      'Its high-frequency fraction is 3.5 times as high between classes as within one: 0.100 ± 0.010 within a class, 0.350 ± 0.010 between classes.',
    );
    expect(modelFinding(bounded(0.4, 0.01), bounded(0.1, 0.01))).toMatch(
      / 4\.0 times as high within a class as between two: /,
    );
  });

  test('gives the one that was measured alone', () => {
    expect([modelFinding(bounded(0.1, 0.01), null), modelFinding(null, bounded(0.35, 0.01))]).toEqual([
      'High-frequency fraction within a class: 0.100 ± 0.010.',
      'High-frequency fraction between classes: 0.350 ± 0.010.',
    ]);
  });

  test('claims nothing where they overlap or there are none', () => {
    expect(modelFinding(bounded(0.1, 0.1), bounded(0.15, 0.1))).toMatch(/overlap/);
    expect(modelFinding({ value: 0.1 }, { value: 0.2 })).toMatch(/no bounds/);
  });

  test('says that nothing is measured', () => {
    expect(modelFinding(null, null)).toBe('Its path spectrum is not measured yet.');
  });
});

test('bytes in powers of 1,000', () => {
  expect([512, 315_000, 4_200_000].map(byteWords)).toEqual(['512 bytes', '315 kB', '4.2 MB']);
});

test('the unit of distance names mean and std of each channel', () => {
  expect(distanceWords([0.286], [0.353])).toBe('L2 of (pixel/255 − 0.286) / 0.353');
  expect(distanceWords([0.1, 0.2, 0.3], [0.4, 0.5, 0.6])).toBe(
    'L2 of (pixel/255 − (0.100, 0.200, 0.300)) / (0.400, 0.500, 0.600)',
  );
  expect(distanceWords(null, null)).toMatch(/no images/);
});
