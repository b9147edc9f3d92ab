import { describe, expect, test } from 'vitest';
import { type HeatMapCell, heatMapCells } from '../plots/heat-map-cells.ts';
import { describeCell, extremes, heatMapCaption, heatMapFinding, offsetWords, peakOf, rings } from './finding.ts';

/** Rates by distance from the centre of a map of 9 × 9 cells, of 500 images. */
function cellsOf(rate: (imageFrequency: number) => number): HeatMapCell[] {
  const errorRate = Float32Array.from({ length: 81 }, (_, k) => rate(Math.hypot(Math.floor(k / 9) - 4, (k % 9) - 4)));
  return heatMapCells({ height: 9, width: 9, errorRate, imageCount: 500 });
}

const unshifted = { value: 0.08, lower: 0.06, upper: 0.11 };

describe('the finding of a heat map', () => {
  test('names the image frequencies whose mean error is within a tenth of the highest', () => {
    const cells = cellsOf((f) => (Math.round(f) === 2 || Math.round(f) === 3 ? 0.6 : 0.1));
    expect(peakOf(rings(cells))).toMatchObject({ from: 2, to: 3 });
    expect(heatMapFinding(cells, unshifted, 500)).toBe('Errors peak at 2 to 3 cycles per image');
  });

  test('claims nothing where the highest cell is within the bounds of the images as they are', () => {
    expect(
      heatMapFinding(
        cellsOf(() => 0.09),
        unshifted,
        500,
      ),
    ).toMatch(/^Does any .*\?/);
    expect(
      heatMapFinding(
        cellsOf(() => 0.9),
        null,
        500,
      ),
    ).toMatch(/^Does any .*\?/);
  });

  test('says so where nothing is measured yet', () => {
    expect(heatMapFinding([], null, 500)).toBe('No cell is measured yet');
  });
});

test('a mean by image frequency is over all cells of it', () => {
  expect(rings(cellsOf((f) => (f === 0 ? 0.5 : 0.1))).map(({ frequency }) => frequency)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(rings(cellsOf((f) => f / 10))[1]?.mean).toBeCloseTo((4 * 0.1 + 4 * 0.142) / 8, 2);
});

test('a cell is told by its place, its image frequency and its exact rate with bounds', () => {
  const cell = cellsOf((f) => (f === 5 ? 0.636 : 0.1)).find(({ imageFrequency }) => imageFrequency === 5);
  if (cell === undefined) throw new Error('no cell of image frequency 5');
  expect(describeCell(500)(cell)).toBe(
    'i = 0, j = 1\nimage frequency 5.00 cycles per image\nerror 63.6 % (59.3 to 67.7)\n318 of 500 images',
  );
  expect(offsetWords(cell)).toBe('(−4, −3)');
});

test('extremes are the first of the highest and of the lowest', () => {
  const found = extremes(cellsOf((f) => (f === 0 ? 0.9 : 0.1)));
  expect(found?.highest).toMatchObject({ i: 4, j: 4 });
  expect(found?.lowest).toMatchObject({ i: 0, j: 0 });
});

test('a caption says how many images, the error without a shift, how exact a cell is, and what is missing', () => {
  expect(heatMapCaption(unshifted, 500, 3)).toBe(
    '500 images a cell; error without a shift 8.0 % (6.0 to 11.0). 95 % bounds of one cell (Wilson): at most ± 4.4 percentage points, not corrected for the number of cells. 3 cells not measured.',
  );
});
