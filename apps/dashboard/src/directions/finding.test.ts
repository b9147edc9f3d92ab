import { describe, expect, test } from 'vitest';
import { fractionPoints, isLine } from '../plots/direction-fractions.ts';
import { type DirectionRow, directionCells, magnitudePowers } from '../plots/direction-map.ts';
import { describeFraction, directionsFinding, fractionsFinding, fractionWords } from './finding.ts';
import { directionRows } from './rows.ts';

const record = (
  imageFrequency: number | null,
  mean: number,
  kind = imageFrequency === null ? 'RANDOM' : 'FOURIER',
) => ({
  direction: {
    kind: kind as 'FOURIER',
    ...(imageFrequency === null ? { i: null, j: null } : { i: 14, j: 14 + imageFrequency }),
    imageFrequency,
  },
  spectrum: {
    ...{ scope: null, pathCount: 100, frequencyUnit: 'CYCLES_PER_DISTANCE' as const },
    ...{ frequency: [0, 0.25, 0.5], magnitude: [1, 0.1, 0], lower: [0.9, 0.05, 0], upper: [1.1, 0.2, 0] },
  },
  highFrequencyFraction: { mean, lower: mean - 0.01, upper: mean + 0.01, count: 100 },
});
const rowsOf = (...given: [number | null, number][]): DirectionRow[] =>
  directionRows(
    given.map(([frequency, mean]) => record(frequency, mean)),
    'MIRRORED',
  );

describe('rows of directions', () => {
  test('stand by image frequency, and those of none at the end', () => {
    expect(rowsOf([null, 0.1], [5, 0.1], [1, 0.1]).map(({ name }) => name)).toEqual(['1', '5', 'random']);
  });

  test('leave out the zero frequency, and of the mirrored estimator the last bin', () => {
    expect(rowsOf([1, 0.1])[0]?.bins.map(({ frequency }) => frequency)).toEqual([0.25]);
    expect(directionRows([record(1, 0.1)], 'PERIODOGRAM')[0]?.bins.map((bin) => bin.frequency)).toEqual([0.25, 0.5]);
  });
});

describe('the finding of directions', () => {
  test('names all whose bounds overlap with those of the highest', () => {
    expect(directionsFinding(rowsOf([1, 0.1], [4, 0.2], [5, 0.205], [6, 0.2], [13, 0.1]))).toBe(
      'Outputs vary fastest along 4 to 6 cycles per image',
    );
  });

  test('makes no range of what has others between', () => {
    expect(directionsFinding(rowsOf([4, 0.2], [5, 0.1], [7, 0.2]))).toBe(
      'Outputs vary fastest along 4 and 7 cycles per image',
    );
  });

  test('claims nothing where all bounds overlap', () => {
    expect(directionsFinding(rowsOf([1, 0.1], [2, 0.105]))).toMatch(/\?/);
    expect(fractionsFinding(rowsOf([1, 0.1], [2, 0.105]))).toBe(
      'Highest of overlapping bounds: 0.105 ± 0.010 along 2 cycles per image',
    );
  });

  test('gives the highest with its bounds', () => {
    expect(fractionsFinding(rowsOf([1, 0.1], [2, 0.2], [null, 0.1]))).toBe(
      'High-frequency fraction up to 0.200 ± 0.010 along 2 cycles per image',
    );
    expect(directionsFinding([])).toBe('No direction is measured yet');
  });
});

test('a caption tells the fraction at the lowest, the highest and the last image frequency', () => {
  expect(fractionWords(rowsOf([1, 0.1], [5, 0.2], [13, 0.1]))).toBe(
    'High-frequency fraction at 1 per image: 0.100 ± 0.010; at 5: 0.200 ± 0.010; at 13: 0.100 ± 0.010.',
  );
});

test('cells reach halfway to the next, and what has no logarithm has none', () => {
  const cells = directionCells(directionRows([record(1, 0.1)], 'PERIODOGRAM'));
  expect(cells.map(({ from, to }) => [from, to])).toEqual([[0.125, 0.375]]);
  expect(magnitudePowers(cells)).toEqual([-1.5, -0.5]);
});

describe('points of fractions', () => {
  test('of no image frequency stand behind the highest, a place each', () => {
    const xs = fractionPoints(rowsOf([1, 0.1], [10, 0.1], [null, 0.1], [null, 0.2])).map(({ x }) => x);
    expect(xs).toEqual([1, 10, 11.2, 12.4]);
  });

  test('make a line where each image frequency has one', () => {
    expect(isLine(fractionPoints(rowsOf([1, 0.1], [2, 0.1], [3, 0.1])))).toBe(true);
    expect(isLine(fractionPoints(rowsOf([1, 0.1], [2, 0.1], [2, 0.1])))).toBe(false);
  });

  test('are told with what they are along and with their bounds', () => {
    const [point] = fractionPoints(rowsOf([5, 0.2]));
    expect(point && describeFraction(point)).toBe(
      '5 cycles per image, (14, 19)\nfraction 0.200 ± 0.010\n95 %: 0.190 to 0.210\n100 paths',
    );
  });
});
