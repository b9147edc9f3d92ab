/** What came out of a fault that was brought about many times. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** Null of a number that is printed only. */
  goal: string | null;
  holds: boolean | null;
  /** How often it was brought about. */
  times: number;
  /** The numbers behind it. */
  [detail: string]: string | number | boolean | null;
}

/** Under `npm run test:faults` each fault is brought about as often as its figure asks, in the whole suite a few times. */
export const isLong = process.env.PASSBAND_FAULTS === 'long';

/** How often to bring a fault about in this run. */
export function times({ long, short }: { long: number; short: number }): number {
  return isLong ? long : short;
}

/** Prints a figure as one line of JSON. */
export function printed(figure: Figure): Figure {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
  return figure;
}
