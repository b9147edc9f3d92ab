import { expect, test } from 'vitest';
import { estimate } from './estimate.ts';
import { jacobianNormEstimate, squaredDifference } from './jacobian-norm.ts';

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

test.each([1, 0.25, 2 ** -10])('a linear map has its Frobenius norm over the D axes, exactly, at h = %d', (h) => {
  const map = [
    [3, -1, 0, 2],
    [-5, 4, 7, 1],
    [0, 6, -2, 8],
  ];
  const f = (x: readonly number[]) => map.map((row) => row.reduce((sum, weight, k) => sum + weight * x[k]!, 0));
  const x = [1, 2, -3, 5];
  const squares = x.map((_, axis) =>
    squaredDifference(f(x.map((value, k) => value + (k === axis ? h : 0))), f(x), x.length, h),
  );
  const meanSquare = squares.reduce((sum, square) => sum + square, 0) / squares.length;
  expect(meanSquare).toBe(map.flat().reduce((sum, weight) => sum + weight ** 2, 0));
  expect(jacobianNormEstimate([meanSquare])!.mean).toBe(Math.sqrt(209));
});
