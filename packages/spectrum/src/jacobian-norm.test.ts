import { expect, test } from 'vitest';
import { estimate } from './estimate.ts';
import { jacobianNormEstimate } from './jacobian-norm.ts';

test("is the root of the mean square, its standard error the square's over twice the norm", () => {
  const squares = [4, 9, 16, 7];
  const ofSquares = estimate(squares)!;
  const norm = jacobianNormEstimate(squares)!;
  expect(norm.mean).toBe(3);
  expect(norm.standardError).toBeCloseTo(ofSquares.standardError! / 6, 14);
  expect(norm.upper! - norm.mean).toBeCloseTo((ofSquares.upper! - ofSquares.mean) / 6, 14);
  expect(norm.mean - norm.lower!).toBeCloseTo(norm.upper! - norm.mean, 14);
  expect(norm).toMatchObject({ standardDeviation: null, count: 4 });
});

test.each([[[5]], [[0, 0, 0]]])('%j has no bounds', (squares) => {
  expect(jacobianNormEstimate(squares)).toMatchObject({ standardError: null, lower: null, upper: null });
});

test('of no image there is none', () => expect(jacobianNormEstimate([])).toBeNull());
