import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';

const about = { title: 'Within class', query: 'query {\n  models\n}' };

describe('a CSV file', () => {
  it('says what it is, then holds a row a line', () =>
    expect(toCsv({ columns: [{ name: 'Model' }, { name: 'x', numeric: true }], rows: [['a', 0.5]] }, about)).toBe(
      '# Within class\n# query { models }\nModel,x\na,0.5\n',
    ));
  it('quotes commas, quotes and line ends', () =>
    expect(toCsv({ columns: [{ name: 'Model' }], rows: [['baseline, "seed" 0\n']] }, { ...about, query: '' })).toBe(
      '# Within class\nModel\n"baseline, ""seed"" 0\n"\n',
    ));
  it('leaves a missing number empty', () =>
    expect(
      toCsv(
        { columns: [{ name: 'a' }, { name: 'b' }, { name: 'c' }], rows: [[null, undefined, Number.NaN]] },
        { ...about, query: '' },
      ),
    ).toContain('\n,,\n'));
  it('keeps every digit of a number', () =>
    expect(toCsv({ columns: [{ name: 'x' }], rows: [[0.1 + 0.2]] }, about)).toContain('0.30000000000000004'));
});
