import { describe, expect, test } from 'vitest';
import { accuraciesOf, differencesOf, fractionsOf, withReference } from './reference.ts';

const row = (scope: 'WITHIN_CLASS' | 'BETWEEN_CLASS', estimator: 'PERIODOGRAM' | 'MIRRORED', mean: number | null) => ({
  ...{ scope, estimator, pairedPaths: 200, pValue: 0.01, reference: { id: 'a' }, other: { id: 'b' }, ratio: null },
  groups: [],
  difference: mean === null ? null : { mean, lower: mean - 0.01, upper: mean + 0.01, count: 200 },
});

test('differences are told apart by scope and estimator; one without paired paths is none', () => {
  const rows = [row('WITHIN_CLASS', 'PERIODOGRAM', 0.1), row('BETWEEN_CLASS', 'MIRRORED', null)];
  expect(differencesOf(rows)).toEqual({ within: { value: 0.1, lower: 0.1 - 0.01, upper: 0.1 + 0.01 } });
});

describe('the reference by class', () => {
  test('is nothing while it loads', () => {
    expect(fractionsOf(undefined).size + accuraciesOf(null).size).toBe(0);
  });

  test('stands beside the classes that it has', () => {
    const rows = ['bag', 'coat'].map((name) => ({ name, count: 20, value: 0.1, lower: null, upper: null }));
    expect(withReference(rows, new Map([['coat', 0.3]])).map(({ reference }) => reference)).toEqual([undefined, 0.3]);
  });
});
