import { plural, words } from '../format/words.ts';

/** What a measurement's provenance says of how it was measured; null for what is not there. */
export interface Parameters {
  path: string | null;
  scopes: string[] | null;
  pairsPerGroup: number | null;
  classes: number[] | null;
  classPairs: number | null;
  step: number | null;
  samples: number | null;
  window: number | null;
  /** As the command line writes them: fourier:14,15. */
  directions: string[] | null;
  precision: number | null;
  /** How many paths of each group keep their curves. */
  curvesPerGroup: number | null;
  seed: number | null;
  images: number | null;
  /** Random directions of a Jacobian norm. */
  directionCount: number | null;
  difference: number | null;
  norm: number | null;
  maximumImageFrequency: number | null;
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
    window: number('window'),
    directions: directionsOf(record.directions),
    precision: number('precision'),
    curvesPerGroup: number('curvesPerGroup'),
    seed: number('seed'),
    images: number('images'),
    directionCount: number('directions'),
    difference: number('difference'),
    norm: number('norm'),
    maximumImageFrequency: number('maximumImageFrequency'),
  };
}

function directionsOf(value: unknown): string[] | null {
  const directions = listOf(value, (item) => typeof item === 'object' && item !== null);
  return (
    directions?.map(({ kind, i, j }: { kind?: unknown; i?: unknown; j?: unknown }) =>
      kind === 'FOURIER' ? `fourier:${i},${j}` : String(kind).toLowerCase().replaceAll('_', '-'),
    ) ?? null
  );
}

/** The parameters by name; none where the text is no JSON object. */
export function objectOf(json: string): Record<string, unknown> {
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
  const p = parseParameters(json);
  const images = p.images === null ? null : plural(p.images, 'image');
  if (method === 'JACOBIAN_NORM') {
    const directions = p.directionCount === null ? null : plural(p.directionCount, 'direction');
    return joined([images, directions, p.difference === null ? null : `difference ${p.difference}`]);
  }
  if (method === 'FOURIER_HEAT_MAP') return joined([images, p.norm === null ? null : `norm ${p.norm}`]);
  if (method === 'NOISE_FITTING') return describeTraining(json);
  if (method !== 'PATH_SPECTRUM') return '';
  const upTo = p.precision === null ? '' : 'up to ';
  return joined([
    p.path?.toLowerCase() ?? 'linear',
    p.directions === null ? scopesInWords(p.scopes) : plural(p.directions.length, 'direction'),
    p.pairsPerGroup === null ? null : `${upTo}${plural(p.pairsPerGroup, 'path')} a group`,
    p.precision === null ? null : `precision ${p.precision}`,
    p.classes === null ? null : plural(p.classes.length, 'class', 'classes'),
    p.classPairs === null ? null : plural(p.classPairs, 'pair of classes', 'pairs of classes'),
    p.samples === null ? (p.step === null ? null : `step ${p.step}`) : plural(p.samples, 'sample'),
  ]);
}

/** small-cnn · radial, 0.1 cycles per unit · amplitude 0.3 · 10 epochs; what was not recorded is left out. */
function describeTraining(json: string): string {
  const { architecture, noise, frequency, amplitude, epochs, augmentation } = objectOf(json);
  const kind = typeof noise === 'string' ? words(noise) : null;
  const augmented = listOf(augmentation, (item) => typeof item === 'string') ?? [];
  return joined([
    typeof architecture === 'string' ? architecture : null,
    kind === null || noise === 'UNIFORM'
      ? kind
      : `${kind}, ${frequency} ${frequency === 1 ? 'cycle' : 'cycles'} per unit`,
    typeof amplitude === 'number' ? `amplitude ${amplitude}` : null,
    typeof epochs === 'number' ? plural(epochs, 'epoch') : null,
    augmented.length === 0 ? null : augmented.map(words).join(' + '),
  ]);
}

/** What is there of these, in one line. */
function joined(parts: readonly (string | null)[]): string {
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
