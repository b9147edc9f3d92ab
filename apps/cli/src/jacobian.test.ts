import { expect, test } from 'vitest';
import { NETWORK, resultOf } from './testing/passband.ts';

test('passband jacobian gives the norm with bounds', async () => {
  const result = await resultOf('jacobian', [
    'jacobian',
    NETWORK,
    '--images',
    '12',
    '--directions',
    '3',
    '--difference',
    '0.05',
  ]);
  expect(result.stdout).toMatch(/Jacobian norm of the scores/);
  expect(result).toMatchObject({
    method: 'jacobian-norm',
    imagesEvaluated: 48,
    imageCount: 12,
    directionCount: 3,
    difference: 0.05,
  });
  expect(result.jacobianNorm.lower).toBeLessThan(result.jacobianNorm.mean);
  expect(result.jacobianNorm.upper).toBeGreaterThan(result.jacobianNorm.mean);
});
