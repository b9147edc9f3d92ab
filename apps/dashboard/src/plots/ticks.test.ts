import { expect, test } from 'vitest';
import { powerTicks, tickDigits } from './ticks.ts';

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
