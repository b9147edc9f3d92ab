/** What a path spectrum's provenance says of how it was measured; null for what is not there. */
export interface Parameters {
  path: string | null;
  scopes: string[] | null;
  pairsPerGroup: number | null;
  classes: number[] | null;
  classPairs: number | null;
  step: number | null;
  samples: number | null;
  seed: number | null;
}

/** Reads the canonical JSON of a provenance. What is no JSON object, or of another type than expected, counts as not there. */
export function parseParameters(json: string): Parameters {
  const record = objectOf(json);
  const number = (key: string) => (typeof record[key] === 'number' ? record[key] : null);
  return {
    path: typeof record.path === 'string' ? record.path : null,
    scopes: listOf(record.scopes, (item) => typeof item === 'string'),
    pairsPerGroup: number('pairsPerGroup'),
    classes: listOf(record.classes, (item) => typeof item === 'number'),
    classPairs: number('classPairs'),
    step: number('step'),
    samples: number('samples'),
    seed: number('seed'),
  };
}

function objectOf(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
  } catch {
    return {};
  }
}

function listOf<T>(value: unknown, holds: (item: unknown) => item is T): T[] | null {
  return Array.isArray(value) && value.every(holds) ? value : null;
}

/**
 * Whether its numbers can stand beside those of other models: both scopes on linear paths at step 1, all classes and pairs of
 * classes.
 */
export function isComparable({ path, scopes, step, samples, classes, classPairs }: Parameters): boolean {
  const both = scopes?.includes('WITHIN_CLASS') && scopes.includes('BETWEEN_CLASS');
  return (
    path === 'LINEAR' && both === true && step === 1 && samples === null && classes === null && classPairs === null
  );
}

/** One line for tables: linear · within and between · 20 paths a group · step 1. */
export function describeParameters(method: string, json: string): string {
  if (method === 'EVALUATION') return 'accuracy and loss';
  if (method !== 'PATH_SPECTRUM') return '';
  const p = parseParameters(json);
  const parts = [
    p.path?.toLowerCase() ?? 'linear',
    scopesInWords(p.scopes),
    p.pairsPerGroup === null ? null : `${p.pairsPerGroup} paths a group`,
    p.classes === null ? null : `${p.classes.length} classes`,
    p.classPairs === null ? null : `${p.classPairs} pairs of classes`,
    p.samples === null ? (p.step === null ? null : `step ${p.step}`) : `${p.samples} samples`,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

function scopesInWords(scopes: readonly string[] | null): string {
  const within = scopes === null || scopes.includes('WITHIN_CLASS');
  const between = scopes === null || scopes.includes('BETWEEN_CLASS');
  return within && between ? 'within and between' : within ? 'within class' : 'between classes';
}

/**
 * How many paths a scope will have at the planned end: rounds times its groups. The groups are counted in the first finished
 * round, because a round holds one path of every group; null before.
 */
export function plannedPaths(rounds: readonly { pathCount: number }[], pairsPerGroup: number): number | null {
  const first = rounds[0];
  return first === undefined ? null : first.pathCount * pairsPerGroup;
}
