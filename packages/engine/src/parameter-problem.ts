/** What is wrong with one parameter, for the person who gave it: the rule, then the value. */
export interface ParameterProblem {
  field: string;
  message: string;
  /** UNSUPPORTED: it has a meaning, but not in this version. */
  code: 'INVALID' | 'UNSUPPORTED';
}

/** Parameters with every default filled in, or what is wrong with them. */
export type ParsedParameters<P> = { parameters: P; problems: [] } | { parameters: null; problems: ParameterProblem[] };

/** A whole number from `least` to `most`; `otherwise` where it is left out or null. Notes a problem and gives null for others. */
export function wholeNumber<Otherwise>(
  problems: ParameterProblem[],
  [field, value]: [field: string, value: unknown],
  { least, most, otherwise }: { least: number; most: number; otherwise: Otherwise },
): number | Otherwise {
  if (value == null) return otherwise;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  const to = most < LARGEST ? ` to ${most.toLocaleString('en-US')}` : '';
  problems.push({
    field,
    message: `${field} must be a whole number from ${least}${to}; got ${shown(value)}`,
    code: 'INVALID',
  });
  return otherwise;
}

/** The largest whole number that the public schema holds. */
export const LARGEST = 2 ** 31 - 1;

/** A value as a person would type it. */
export function shown(value: unknown): string {
  return typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : (JSON.stringify(value) ?? String(value));
}
