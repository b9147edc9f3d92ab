/** What a cell may hold; null where there is no value. */
export type Cell = string | number | null;

/** Rows that are made while they are written, so that any number of them takes little memory. */
export interface Table {
  columns: readonly string[];
  rows: AsyncIterable<readonly Cell[]>;
}

/** Rows that are there already. */
export async function* rowsOf(rows: Iterable<readonly Cell[]>): AsyncGenerator<readonly Cell[]> {
  yield* rows;
}
