import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heatMapHeight, rateDomain, rateTicks, signedTicks } from './heat-map.ts';
import { heatMapCells } from './heat-map-cells.ts';

const map = (height: number, width: number, errorRate: number[]) => ({
  ...{ height, width, imageCount: 500 },
  errorRate: Float32Array.from(errorRate),
});

describe('cells of a heat map', () => {
  test('have image frequency 0 at the centre of the shifted DFT, at floor(size / 2) of an even and an odd side', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (height, width) => {
        const cells = heatMapCells(map(height, width, Array(height * width).fill(0.1)));
        const centre = cells.filter(({ imageFrequency }) => imageFrequency === 0);
        expect(centre.map(({ i, j }) => [i, j])).toEqual([[Math.floor(height / 2), Math.floor(width / 2)]]);
      }),
    );
  });

  test('that are not measured are left out', () => {
    const cells = heatMapCells(map(1, 3, [0.1, Number.NaN, 0.3]));
    expect(cells.map(({ j }) => j)).toEqual([0, 2]);
  });

  test('have the rate of whole images, not what float32 made of it', () => {
    expect(heatMapCells(map(1, 1, [0.636]))[0]?.errorRate).toBe(318 / 500);
  });
});

test('a heat map is no higher than its cells at a width, and no higher than asked', () => {
  const square = map(28, 28, []);
  expect(heatMapHeight(square, 0, 400)).toBe(400);
  expect(heatMapHeight(square, 1000, 400)).toBe(400);
  expect(heatMapHeight(square, 358, 400)).toBeLessThan(300);
});

describe('the scale of a heat map', () => {
  test('holds every rate, and is never empty', () => {
    expect(rateDomain(heatMapCells(map(1, 3, [0.1, 0.6, 0.3])))).toEqual([0.1, 0.6]);
    expect(rateDomain([])).toEqual([0, 1]);
    const [low, high] = rateDomain(heatMapCells(map(1, 1, [0])));
    expect(low).toBeLessThan(high);
  });

  test('has its ticks inside, in per cent', () => {
    const ticks = rateTicks([0.068, 0.636]);
    expect(ticks.map(({ label }) => label)).toEqual(['10', '20', '30', '40', '50', '60']);
    for (const { share } of ticks) expect(share > 0 && share < 1).toBe(true);
  });

  test('names the ends of a side, its centre and what lies between', () => {
    expect(signedTicks(28)).toEqual([-14, -7, 0, 7, 13]);
    expect(signedTicks(1)).toEqual([0]);
  });
});
