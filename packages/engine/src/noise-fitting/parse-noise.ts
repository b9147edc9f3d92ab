import type { DatasetFacts } from '../dataset-facts.ts';
import { finiteNumber, listed, type ParameterProblem, shown, wholeNumber } from '../parameter-problem.ts';
import { parseDirection } from '../path-spectrum/parse-directions.ts';
import type { Direction } from '../path-spectrum/types.ts';
import type { NoiseFittingParameters, NoiseKind } from './types.ts';

const KINDS: readonly NoiseKind[] = [
  'RADIAL',
  'RANDOM_DIRECTION',
  'FOURIER_DIRECTION',
  'COMPOSITE_F',
  'COMPOSITE_INVERSE_F',
  'UNIFORM',
];

type Noise = Pick<NoiseFittingParameters, 'noise' | 'direction' | 'frequency' | 'amplitude' | 'onlyClass'>;

/** The noise of labels: its wave, how much of it, and of which class. */
export function parseNoise(
  problems: ParameterProblem[],
  input: Readonly<Record<string, unknown>>,
  dataset: DatasetFacts,
): Noise {
  const noise = parseKind(problems, input.noise);
  return {
    noise,
    direction: parseNoiseDirection(problems, input.direction, noise, dataset),
    frequency: parseFrequency(problems, input.frequency, noise),
    amplitude: finiteNumber(problems, ['amplitude', input.amplitude], { rule: 'from 0 to 1', otherwise: 0.3 }),
    onlyClass: parseOnlyClass(problems, input.onlyClass, dataset),
  };
}

function parseKind(problems: ParameterProblem[], value: unknown): NoiseKind {
  const kind = value == null ? 'RADIAL' : KINDS.find((known) => known === value);
  if (kind !== undefined) return kind;
  const message = `noise must be ${listed(KINDS, 'or')}; got ${shown(value)}`;
  problems.push({ field: 'noise', message, code: 'INVALID' });
  return 'RADIAL';
}

/** FOURIER_DIRECTION needs a basis image, RANDOM_DIRECTION is always kept as RANDOM; no other noise has a direction to choose. */
function parseNoiseDirection(
  problems: ParameterProblem[],
  value: unknown,
  noise: NoiseKind,
  { imageShape }: DatasetFacts,
): Direction | null {
  const invalid = (message: string): null => {
    problems.push({ field: 'direction', message, code: 'INVALID' });
    return null;
  };
  const wanted = noise === 'FOURIER_DIRECTION' ? 'FOURIER' : noise === 'RANDOM_DIRECTION' ? 'RANDOM' : null;
  if (wanted === null)
    return value == null
      ? null
      : invalid(`direction is for FOURIER_DIRECTION noise; got ${noise} with ${shown(value)}`);
  if (value == null && wanted === 'RANDOM') return { kind: 'RANDOM', i: null, j: null };
  if (value == null) return invalid('direction must be given for FOURIER_DIRECTION noise; got none');
  const direction = parseDirection(value, 'direction', imageShape ?? []);
  if (typeof direction === 'string') return invalid(direction);
  if (direction.kind === wanted) return direction;
  return invalid(`direction must be ${wanted} for ${noise} noise; got ${direction.kind}`);
}

function parseFrequency(problems: ParameterProblem[], value: unknown, noise: NoiseKind): number {
  const invalid = (message: string): number => {
    problems.push({ field: 'frequency', message, code: 'INVALID' });
    return 0;
  };
  // The public schema wants a frequency of every noise; without a wave it has none.
  if (noise === 'UNIFORM') return 0;
  if (value == null) return invalid(`frequency must be given for ${noise} noise; got none`);
  return finiteNumber(problems, ['frequency', value], { rule: 'above 0', otherwise: 0 });
}

function parseOnlyClass(problems: ParameterProblem[], value: unknown, { classes }: DatasetFacts): number | null {
  const index = wholeNumber(problems, ['onlyClass', value], { least: 0, most: classes.length - 1, otherwise: null });
  if (index === null || classes[index]?.imageCount) return index;
  const message = `onlyClass must be a class with images; class ${classes[index]?.name} (${index}) has none`;
  problems.push({ field: 'onlyClass', message, code: 'INVALID' });
  return null;
}
