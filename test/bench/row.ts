/** One measured ratio or time, and what it should be. */
export interface Row {
  name: string;
  value: number | null;
  unit: string;
  /** Null of a number that is printed only. */
  goal: string | null;
  /** Null where a side cannot run here; `reason` says why. */
  holds: boolean | null;
  reason?: string;
  /** The numbers behind a ratio. */
  [detail: string]: string | number | boolean | null | undefined;
}

/** One or more rows that are measured together: both sides in one run on one machine. */
export interface Bench {
  rows: readonly string[];
  /** `isAsked` says whether a row is printed, for benches that can leave out the others. */
  run(isAsked: (name: string) => boolean): Promise<Row[]>;
}

/** A row's name and what is asked of its value. */
export interface Goal {
  name: string;
  atLeast?: number;
  atMost?: number;
}

/** The row of a ratio. */
export function ratioRow(goal: Goal, value: number, details: Record<string, string | number | boolean> = {}): Row {
  const holds = value >= (goal.atLeast ?? -Infinity) && value <= (goal.atMost ?? Infinity);
  return { ...rowHead(goal), value: rounded(value), holds, ...details };
}

/** The row of what cannot be measured here. */
export function missingRow(goal: Goal, reason: string): Row {
  return { ...rowHead(goal), value: null, holds: null, reason };
}

function rowHead({ name, atLeast, atMost }: Goal): Pick<Row, 'name' | 'value' | 'unit' | 'goal'> {
  return { name, value: null, unit: 'ratio', goal: atLeast === undefined ? `<= ${atMost}` : `>= ${atLeast}` };
}

/** To four digits: more is noise. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

export function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
