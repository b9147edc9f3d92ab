/** What is wrong with one parameter, for the person who gave it: the rule, then the value. */
export interface ParameterProblem {
  field: string;
  message: string;
  code: 'INVALID';
}

/** Parameters with every default filled in, or what is wrong with them. */
export type ParsedParameters<P> = { parameters: P; problems: [] } | { parameters: null; problems: ParameterProblem[] };

/** The parameters, where nothing is wrong with them. */
export function parsed<P>(parameters: P, problems: ParameterProblem[]): ParsedParameters<P> {
  return problems.length ? { parameters: null, problems } : { parameters, problems: [] };
}

/** Notes what is wrong with a parameter; gives what stands in for it. */
export function invalid<Instead>(
  problems: ParameterProblem[],
  field: string,
  message: string,
  instead: Instead,
): Instead {
  problems.push({ field, message, code: 'INVALID' });
  return instead;
}

/** The seed of a measurement, 0 where it is left out. */
export function parseSeed(problems: ParameterProblem[], value: unknown): number {
  return wholeNumber(problems, ['seed', value], { least: 0, most: LARGEST, otherwise: 0 });
}

/** One of some names; `otherwise` where it is left out or null. Notes a problem and gives `otherwise` for others. */
export function oneOf<Name extends string>(
  problems: ParameterProblem[],
  [field, value]: [field: string, value: unknown],
  { known, otherwise }: { known: readonly Name[]; otherwise: Name },
): Name {
  const name = value == null ? otherwise : known.find((one) => one === value);
  return name ?? invalid(problems, field, `${field} must be ${listed(known, 'or')}; got ${shown(value)}`, otherwise);
}

/** A whole number from `least` to `most`; `otherwise` where it is left out or null. Notes a problem and gives `otherwise` for others. */
export function wholeNumber<Otherwise>(
  problems: ParameterProblem[],
  [field, value]: [field: string, value: unknown],
  { least, most, otherwise }: { least: number; most: number; otherwise: Otherwise },
): number | Otherwise {
  if (value == null) return otherwise;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  // The largest of all goes without saying, but to somebody who went beyond it.
  const isBeyond = typeof value === 'number' && value > most;
  const to = most < LARGEST || isBeyond ? ` to ${most.toLocaleString('en-US')}` : '';
  return invalid(problems, field, `${field} must be a whole number from ${least}${to}; got ${shown(value)}`, otherwise);
}

/** A finite number that `rule` holds of; `otherwise` where it is left out or null. Notes a problem and gives `otherwise` for others. */
export function finiteNumber<Otherwise>(
  problems: ParameterProblem[],
  [field, value]: [field: string, value: unknown],
  { rule, otherwise }: { rule: keyof typeof NUMBER_RULES; otherwise: Otherwise },
): number | Otherwise {
  if (value == null) return otherwise;
  if (typeof value === 'number' && Number.isFinite(value) && NUMBER_RULES[rule](value)) return value;
  return invalid(problems, field, `${field} must be a number ${rule}; got ${shown(value)}`, otherwise);
}

const NUMBER_RULES = {
  'above 0': (value: number) => value > 0,
  'from 0': (value: number) => value >= 0,
  'from 0 to 1': (value: number) => value >= 0 && value <= 1,
  'above 0 and below 1': (value: number) => value > 0 && value < 1,
  'from 0.0001, since images are float32': (value: number) => value >= 1e-4,
  'above 0 and at most 0.5': (value: number) => value > 0 && value <= 0.5,
};

/** The largest whole number that the public schema holds. */
export const LARGEST = 2 ** 31 - 1;

/** A value as a person would type it. */
export function shown(value: unknown): string {
  return typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : (JSON.stringify(value) ?? String(value));
}

/** Words in a row: A, B or C. */
export function listed(words: readonly string[], last: string): string {
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
