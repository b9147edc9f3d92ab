/** One measured ratio or time, and what it should be. */
export interface Row {
  name: string;
  value: number | null;
  unit: string;
  goal: string;
  /** Null where a side cannot run here; `reason` says why. */
  holds: boolean | null;
  reason?: string;
  /** The numbers behind a ratio. */
  [detail: string]: string | number | boolean | null | undefined;
}

/** A row of the bench: both sides in one run on one machine. */
export type Bench = () => Promise<Row[]>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}
