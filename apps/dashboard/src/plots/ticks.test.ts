import { describe, expect, test } from 'vitest';
import { linearTicks } from './axis.ts';
import { powerTicks, tickDigits, ticksApart } from './ticks.ts';

test('ticks are exact decimal numbers inside the domain', () => {
  expect(powerTicks([1 / 128, 0.5], [1, 2, 5])).toEqual([0.01, 0.02, 0.05, 0.1, 0.2, 0.5]);
});

test('powers of ten alone for wide axes', () => {
  expect(powerTicks([0.00005, 0.2], [1])).toEqual([0.0001, 0.001, 0.01, 0.1]);
});

test('ticks of a narrow axis have the digits that tell them apart, others two', () => {
  expect(tickDigits([0.09, 0.16], 6)).toBe(2);
  expect(tickDigits([0.276, 0.291], 6)).toBe(3);
  expect(tickDigits([0.28, 0.2805], 6)).toBe(5);
  expect(tickDigits([0, 3], 6)).toBe(2);
});

describe('ticks below an axis', () => {
  const ticks = linearTicks(-0.02, 0.1, 6).map(({ value, label }) => ({ at: value, label }));
  const shown = (pixelsOfTick: number) =>
    ticksApart(ticks, (at) => (at / 0.02) * pixelsOfTick).map(({ label }) => label);

  test('are all there where their labels stand apart', () => {
    expect(shown(40)).toEqual(['−0.02', '0.00', '0.02', '0.04', '0.06', '0.08', '0.10']);
    expect(ticksApart([], Number)).toEqual([]);
  });

  test('are as many as leave the labels apart, 0 among them', () => {
    expect(shown(32)).toEqual(['0.00', '0.04', '0.08']);
    expect(shown(12)).toEqual(['0.00', '0.06']);
    expect(shown(1)).toEqual(['0.00']);
  });
});
