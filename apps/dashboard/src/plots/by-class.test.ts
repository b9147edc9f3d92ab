import { expect, test } from 'vitest';
import { ordered, valueDomain } from './by-class.ts';

const row = (name: string, value: number, half: number | null = 0.05) => ({
  name,
  count: 20,
  value,
  lower: half === null ? null : value - half,
  upper: half === null ? null : value + half,
});

test('rows stand in the order of their values, equal ones as they came', () => {
  const rows = [row('a', 0.2), row('b', 0.3), row('c', 0.2)];
  expect(ordered(rows, 'highest first').map((r) => r.name)).toEqual(['b', 'a', 'c']);
  expect(ordered(rows, 'lowest first').map((r) => r.name)).toEqual(['a', 'c', 'b']);
});

test('a fraction’s axis begins at 0 and ends at 1 at most', () => {
  expect(valueDomain({ rows: [row('a', 0.98)], limits: [0, 1], fromZero: true })).toEqual([0, 1]);
});

test('the axis holds all bounds; without rows it is the whole range', () => {
  const [low, high] = valueDomain({ rows: [row('a', 0.5), row('b', 0.7, null)], limits: [0, 1], fromZero: false });
  expect(low).toBeLessThan(0.45);
  expect(high).toBeGreaterThan(0.7);
  expect(valueDomain({ rows: [], limits: [0, 1], fromZero: false })).toEqual([0, 1]);
});
