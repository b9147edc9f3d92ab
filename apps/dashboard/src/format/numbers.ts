const minus = '−';

/** A number with a fixed count of decimals and a true minus; never −0.000. */
export function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return '–';
  const text = value.toFixed(digits);
  const negative = text.startsWith('-') && /[1-9]/.test(text);
  return (negative ? minus : '') + text.replace('-', '');
}

/** The same with its sign, also a plus: differences carry theirs. */
export function signed(value: number, digits: number): string {
  const text = fixed(value, digits);
  return text.startsWith(minus) || text === '–' ? text : `+${text}`;
}

/**
 * Decimals for a value with this half width of bounds: `least` (3 for fractions), and more only where the bound would print as
 * zero: 0.0163 → 3, 0.00042 → 4.
 */
export function decimals(halfWidth: number, least = 3): number {
  if (!(halfWidth > 0)) return least;
  return Math.min(8, Math.max(least, -Math.floor(Math.log10(halfWidth))));
}

/** A value with what is known about its uncertainty. */
export interface Bounded {
  value: number;
  lower?: number | null | undefined;
  upper?: number | null | undefined;
}

/** Half the width of the 95 % bounds; undefined where there are none. */
export function halfWidth({ lower, upper }: Bounded): number | undefined {
  if (lower === null || upper === null || lower === undefined || upper === undefined) return undefined;
  return Number.isFinite(lower) && Number.isFinite(upper) ? (upper - lower) / 2 : undefined;
}

/** Whether the bounds exclude 0: only then does a sentence claim anything. */
export function isSure(bounded: Bounded): boolean {
  if (halfWidth(bounded) === undefined) return false;
  return (bounded.lower ?? 0) > 0 || (bounded.upper ?? 0) < 0;
}

interface Parts {
  number: string;
  /** ` ± 0.016`, or empty. */
  bound: string;
}

/** A value and its ± apart, so that the second can be muted. `scale` 100 gives per cent; `sign` a difference. */
export function parts(bounded: Bounded, options: { least?: number; scale?: number; sign?: boolean } = {}): Parts {
  const { least = 3, scale = 1, sign = false } = options;
  const half = halfWidth(bounded);
  const digits = half === undefined ? least : decimals(half * scale, least);
  const print = sign ? signed : fixed;
  return {
    number: print(bounded.value * scale, digits),
    bound: half === undefined ? '' : ` ± ${fixed(half * scale, digits)}`,
  };
}

/** `0.106 ± 0.016`, or `0.106` without bounds. */
export function plusMinus(bounded: Bounded, options?: Parameters<typeof parts>[1]): string {
  const { number, bound } = parts(bounded, options);
  return number + bound;
}

/** Accuracy in per cent, one decimal, without the sign for per cent. */
export function percent(fraction: number): string {
  return fixed(fraction * 100, 1);
}

/** 7.7 % (5.7 to 10.4): a rate with its bounds, in per cent. */
export function rateWords({ value, lower, upper }: Bounded): string {
  return lower == null || upper == null
    ? `${percent(value)} %`
    : `${percent(value)} % (${percent(lower)} to ${percent(upper)})`;
}

/** `p = 0.36`, `p = 0.004`, `p < 0.001`. */
export function pValue(value: number): string {
  if (value < 0.001) return 'p < 0.001';
  return `p = ${value.toFixed(value < 0.01 ? 3 : 2)}`;
}
