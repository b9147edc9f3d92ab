import type { Condition } from '../overview/conditions.ts';
import type { ModelRecord } from '../overview/records.ts';
import { cellText, columnWidth, type ModelColumn } from './columns.ts';
import { markPixels } from './PlaceMark.tsx';

/** A tick and the room around it. */
export const tickPixels = 28;

interface Widths {
  name: number;
  others: readonly number[];
}

/** What a wide page has to spare goes to these columns: a browser would also widen the ticks'. */
export function stretched({ name, others }: Widths, room: number): Widths {
  const all = others.reduce((sum, other) => sum + other, name);
  const factor = Math.max(1, room / all);
  return { name: name * factor, others: others.map((other) => other * factor) };
}

/** The widths that the names and every column's texts take. */
export function columnWidths(
  columns: readonly ModelColumn[],
  records: readonly ModelRecord[],
  reference: Condition | undefined,
): Widths {
  const texts = (key: string) =>
    records.map((record) => {
      const { text, bound } = cellText(record, key, reference);
      return text + bound;
    });
  return {
    name:
      17 +
      columnWidth(
        'Model',
        records.map(({ name }) => name),
      ),
    others: columns.map(({ key, title, mark }) => columnWidth(title, texts(key)) + (mark ? markPixels : 0)),
  };
}
