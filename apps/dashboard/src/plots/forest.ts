import { type Bounded, isSure, parts } from '../format/numbers.ts';
import { linearTicks } from './axis.ts';

/** A column of a forest: one quantity's differences, on an axis that may be shared. */
export interface ForestColumn {
  title: string;
  note: string;
  /** Columns of one scale name share their axis. */
  scale: string;
  /** 100 for percentage points. */
  factor: number;
  /** Decimals at least. */
  least: number;
  effects: readonly (Bounded | undefined)[];
}

export interface ForestCell {
  x: number;
  x1: number | undefined;
  x2: number | undefined;
  sure: boolean;
  number: string;
  bound: string;
}

export interface ForestPlace {
  title: string;
  note: string;
  left: number;
  right: number;
  /** Where the numbers end. */
  numbersAt: number;
  zero: number;
  ticks: { x: number; label: string }[];
  cells: (ForestCell | undefined)[];
}

const numbersWidth = 122;
const gap = 26;

/** Places of a forest's columns in pixels: `first` is where they begin. Columns of one scale are as wide in data as each other. */
export function forestLayout(columns: readonly ForestColumn[], first: number, width: number): ForestPlace[] {
  const each = (width - first - gap * (columns.length - 1)) / columns.length;
  return columns.map((column, k) => {
    const left = first + k * (each + gap);
    const right = left + Math.max(40, each - numbersWidth);
    const [low, high] = domainOf(columns.filter(({ scale }) => scale === column.scale));
    const place = (value: number) => left + 6 + ((value - low) / (high - low)) * (right - left - 12);
    const ticks = ticksThatFit(low * column.factor, high * column.factor, right - left - 12);
    return {
      title: column.title,
      note: column.note,
      left,
      right,
      numbersAt: left + each,
      zero: place(0),
      ticks: ticks.map(({ value, label }) => ({
        x: place(value / column.factor),
        label: value === 0 ? '0' : value > 0 ? `+${label}` : label,
      })),
      cells: column.effects.map((effect) => effect && cell(effect, column, place)),
    };
  });
}

const tickSpacing = 38;

/** As many round numbers as leave their labels apart. */
function ticksThatFit(low: number, high: number, pixels: number) {
  let ticks = linearTicks(low, high, 1);
  for (let count = 2; count <= 6; count++) {
    const more = linearTicks(low, high, count);
    const step = more.length < 2 ? Infinity : more[1]!.value - more[0]!.value;
    if ((step / (high - low)) * pixels < tickSpacing) break;
    ticks = more;
  }
  return ticks;
}

/** From the smallest lower bound to the largest upper one, 0 included. */
function domainOf(columns: readonly ForestColumn[]): [number, number] {
  let low = 0;
  let high = 0;
  for (const { effects } of columns) {
    for (const effect of effects) {
      if (!effect) continue;
      low = Math.min(low, effect.value, effect.lower ?? effect.value);
      high = Math.max(high, effect.value, effect.upper ?? effect.value);
    }
  }
  return low === high ? [-0.05, 0.05] : [low, high];
}

function cell(effect: Bounded, column: ForestColumn, place: (value: number) => number): ForestCell {
  const known =
    effect.lower !== null && effect.lower !== undefined && effect.upper !== null && effect.upper !== undefined;
  return {
    x: place(effect.value),
    x1: known ? place(effect.lower ?? 0) : undefined,
    x2: known ? place(effect.upper ?? 0) : undefined,
    sure: isSure(effect),
    ...parts(effect, { sign: true, scale: column.factor, least: column.least }),
  };
}
