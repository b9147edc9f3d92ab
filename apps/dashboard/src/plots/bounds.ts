/** The rows that have 95 % bounds: of one path, or of results that were published without, there are none. */
export function withBounds<Row extends { lower: number | null; upper: number | null }>(rows: readonly Row[]): Row[] {
  return rows.filter(({ lower, upper }) => lower !== null && upper !== null);
}
