import type { Table } from './table.ts';

/** One object: what is known of the whole, and `rows`, an object each by column. */
export async function* jsonOf(
  head: Readonly<Record<string, unknown>>,
  { columns, rows }: Table,
): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)}${Object.keys(head).length ? ',' : ''}"rows":[`;
  let separator = '\n';
  for await (const row of rows) {
    const entries = columns.map((name, k) => [name, row[k] ?? null]);
    yield `${separator}${JSON.stringify(Object.fromEntries(entries))}`;
    separator = ',\n';
  }
  yield '\n]}\n';
}
