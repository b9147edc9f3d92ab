import { expect, test } from 'vitest';
import { NETWORK, resultOf } from './testing/passband.ts';

test('passband heat-map gives an error rate a cell, null beyond the largest image frequency', async () => {
  const options = ['--images', '8', '--maximum-image-frequency', '1'];
  const { method, height, width, errorRate } = await resultOf('map', ['heat-map', NETWORK, ...options]);
  expect([method, height, width]).toEqual(['fourier-heat-map', 10, 12]);
  expect(errorRate).toHaveLength(120);
  expect(errorRate.filter((rate: number | null) => rate !== null)).toHaveLength(5);
});
