import { describe, expect, test } from 'vitest';
import { markdownOf, numberColumns, tableOf } from './numbers.ts';
import { comparison, shown, spectra } from './results.fixture.ts';

const metric = (name: string, value: number, half: number | null, dataset = 'd1') => ({
  name,
  value,
  lower: half === null ? null : value - half,
  upper: half === null ? null : value + half,
  dataset: { id: dataset },
});
const columns = numberColumns({
  shown,
  metrics: [[metric('accuracy', 0.908, 0.018), metric('loss', 0.25, null, 'd2')], [metric('accuracy', 0.747, 0.027)]],
  dataset: 'd1',
  spectra,
  comparisons: [comparison],
  estimator: 'PERIODOGRAM',
});
const names = shown.map(({ fullName }) => fullName);

describe('the table of all numbers', () => {
  test('has a column a quantity, without those that no model has here', () => {
    expect(columns.map(({ title }) => title)).toEqual([
      'Accuracy (%)',
      'Within, periodogram',
      'Within, mirrored',
      'Between, periodogram',
      'Between, mirrored',
      'Consistent distance within',
      'between',
    ]);
  });

  test('shows four columns on a narrow page, the model among them', () => {
    expect(columns.filter(({ minor }) => !minor)).toHaveLength(3);
  });

  test('has the paired difference under the fraction that it is of', () => {
    expect(columns[1]?.cells[1]).toMatchObject({
      value: { value: 0.176 },
      difference: { value: { value: 0.071 }, pValue: 0.0004 },
    });
    expect(columns[2]?.cells[1]).not.toHaveProperty('difference');
  });

  test('as Markdown says what the page says', () => {
    const [head, rule, first, second] = markdownOf(names, columns.slice(0, 2)).split('\n');
    expect(head).toBe('| Model | Accuracy (%) | Within, periodogram |');
    expect(rule).toBe('| --- | ---: | ---: |');
    expect(first).toBe('| baseline, seed 0 | 90.8 ± 1.8 | 0.105 ± 0.016 |');
    expect(second).toBe('| mixup, seed 0 | 74.7 ± 2.7 | 0.176 ± 0.016 (+0.071 ± 0.016, p < 0.001) |');
  });

  test('as a file keeps every digit, bounds, differences and p', () => {
    const table = tableOf(names, columns.slice(0, 2));
    expect(table.columns.map(({ name }) => name).slice(4)).toEqual([
      'Within, periodogram',
      'Within, periodogram: lower',
      'Within, periodogram: upper',
      'Within, periodogram: difference',
      'Within, periodogram: difference, lower',
      'Within, periodogram: difference, upper',
      'Within, periodogram: p',
    ]);
    expect(table.rows[1]?.at(-1)).toBe(0.0004);
    expect(table.rows[0]?.at(-1)).toBeUndefined();
  });
});
