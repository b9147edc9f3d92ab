import type { ModelRecord } from './records.ts';
import { isTag, tagKey } from './tags.ts';

/** What a table is sorted by: `name`, a metric, or `tag:KEY`; a minus in front for the largest first. */
export interface Sorting {
  column: string;
  descending: boolean;
}

export function parseSort(text: string): Sorting {
  return text.startsWith('-') ? { column: text.slice(1), descending: true } : { column: text, descending: false };
}

/** A click on a column's head: it, ascending; again: descending. */
export function toggleSort(present: string, column: string): string {
  return present === column ? `-${column}` : column;
}

/** Sorted, stable; what has no value comes last whichever way. Numbers in tags and names sort as numbers. */
export function sortRecords(records: readonly ModelRecord[], sorting: Sorting): ModelRecord[] {
  const value = (record: ModelRecord) => cellOf(record, sorting.column);
  const sign = sorting.descending ? -1 : 1;
  return [...records].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    return sign * (typeof x === 'number' && typeof y === 'number' ? x - y : collator.compare(String(x), String(y)));
  });
}

const collator = new Intl.Collator('en', { numeric: true });

function cellOf(record: ModelRecord, column: string): number | string | undefined {
  if (column === 'name') return record.name;
  if (isTag(column)) return record.tags[tagKey(column)];
  return record.metrics[column]?.value;
}
