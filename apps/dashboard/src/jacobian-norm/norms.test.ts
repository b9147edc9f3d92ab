import { describe, expect, test } from 'vitest';
import { normDomain } from '../plots/norms.ts';
import { type Norm, normFinding, normRows, normsOf } from './norms.ts';

const norm = (id: string, value: number): Norm => ({
  id,
  name: `model ${id}`,
  value,
  lower: value - 1,
  upper: value + 1,
});

function packed(values: number[]): string {
  return Buffer.from(Float32Array.from(values).buffer).toString('base64');
}

test('models without a norm are left out, a bound that is not known is null', () => {
  const column = { values: packed([1.5, Number.NaN]), lower: packed([Number.NaN, 0]), upper: packed([2, 0]) };
  const models = [
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B' },
  ];
  expect(normsOf({ models, metrics: [column] })).toEqual([{ id: 'a', name: 'A', value: 1.5, lower: null, upper: 2 }]);
});

describe('rows of norms', () => {
  const norms = ['a', 'b', 'c', 'd', 'e'].map((id, k) => norm(id, k));

  test('are the model, its reference, and those nearest to it, highest first', () => {
    const { rows, left } = normRows(norms, norm('a', 0.1), 'e', 3);
    expect(rows.map(({ id, role }) => [id, role])).toEqual([
      ['e', 'reference'],
      ['b', 'other'],
      ['a', 'own'],
    ]);
    expect(left).toBe(2);
  });

  test('hold the model’s own number, not what the list had of it', () => {
    expect(normRows(norms, norm('a', 7), undefined).rows[0]).toMatchObject({ id: 'a', value: 7 });
  });
});

describe('the finding of a norm', () => {
  test('claims a difference from the reference only where the bounds are apart', () => {
    expect(normFinding(norm('a', 10), norm('b', 5))).toBe('Jacobian norm 10.00 ± 1.00, above model b’s 5.00 ± 1.00');
    expect(normFinding(norm('a', 10), norm('b', 15))).toMatch(/, below model b/);
    expect(normFinding(norm('a', 10), norm('b', 11))).toMatch(/; does it differ from model b’s 11.00 ± 1.00\?/);
  });

  test('is the number alone without a reference', () => {
    expect(normFinding(norm('a', 10), undefined)).toBe('Jacobian norm 10.00 ± 1.00');
  });
});

test('the axis holds all bounds, and not what is below 0', () => {
  expect(normDomain([{ value: 1, lower: 0.01, upper: 2 }])[0]).toBe(0);
  expect(normDomain([])).toEqual([0, 1]);
});
