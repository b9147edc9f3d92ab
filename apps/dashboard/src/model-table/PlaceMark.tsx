import type { ModelRecord } from '../overview/records.ts';

export type Range = readonly [low: number, high: number];

const width = 52;
const gap = 12;
/** The room that a mark takes beside its value. */
export const markPixels = gap + width;

interface PlaceMarkProps {
  value: number | undefined;
  range: Range | undefined;
  colour: string;
}

/** Where a value stands between the smallest and the largest; keeps its place where there is none. */
export function PlaceMark({ value, range, colour }: PlaceMarkProps) {
  const style = { display: 'inline-block', marginLeft: gap, verticalAlign: -1 };
  if (value === undefined || !range) return <span style={{ ...style, width }} />;
  const [low, high] = range;
  const x = high > low ? 4 + ((value - low) / (high - low)) * (width - 8) : width / 2;
  return (
    <svg width={width} height={10} aria-hidden="true" style={style}>
      <line x1={0} x2={width} y1={5} y2={5} stroke="var(--line)" strokeWidth={1.5} />
      <circle cx={x} cy={5} r={3.2} fill={colour} />
    </svg>
  );
}

/** The smallest and largest value of a metric. */
export function rangeOf(records: readonly ModelRecord[], key: string): Range | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const { metrics } of records) {
    const value = metrics[key]?.value;
    if (value === undefined) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > high ? undefined : [low, high];
}
