import { expect, test } from 'vitest';
import { standardNormals } from './standard-normals.ts';
import { xoshiro128 } from './xoshiro.ts';

test('mean 0, variance 1, and a twentieth beyond 1.96', () => {
  const values = standardNormals(xoshiro128('normals'), 100_001);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const beyond = values.filter((value) => Math.abs(value) > 1.96).length / values.length;
  expect(Math.abs(mean)).toBeLessThan(0.01);
  expect(Math.abs(variance - 1)).toBeLessThan(0.02);
  expect(Math.abs(beyond - 0.05)).toBeLessThan(0.003);
});

test('fewer of the same stream are its first', () => {
  const many = standardNormals(xoshiro128('prefix'), 8);
  expect(standardNormals(xoshiro128('prefix'), 5)).toEqual(many.subarray(0, 5));
});
