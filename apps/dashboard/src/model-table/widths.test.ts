import { expect, test } from 'vitest';
import type { ModelRecord } from '../overview/records.ts';
import type { ModelColumn } from './columns.ts';
import { columnWidths, stretched } from './widths.ts';

const column: ModelColumn = { key: 'tag:epochs', title: 'Epochs', numeric: true, sortable: true, mark: false };
const model = (name: string, epochs: string): ModelRecord => ({
  id: name,
  name,
  external: false,
  tags: { epochs },
  metrics: {},
});

test('a column is as wide as its longest text, and has room for a mark where it has marks', () => {
  const widths = (records: ModelRecord[], mark = false) => columnWidths([{ ...column, mark }], records, undefined);
  const [short, long] = [model('net', '6'), model('a net of a longer name', '1234567890')];
  expect(widths([short, long]).name).toBeGreaterThan(widths([short]).name);
  expect(widths([short, long]).others[0]).toBeGreaterThan(widths([short]).others[0] ?? 0);
  expect(widths([short], true).others[0]).toBe(64 + (widths([short]).others[0] ?? 0));
});

test('columns share what a wide page has to spare, and keep their widths on a narrow one', () => {
  expect(stretched({ name: 100, others: [60, 40] }, 400)).toEqual({ name: 200, others: [120, 80] });
  expect(stretched({ name: 100, others: [60, 40] }, 150)).toEqual({ name: 100, others: [60, 40] });
});
