import type { DatasetFacts } from '../dataset-facts.ts';
import { finiteNumber, invalid, oneOf, type ParameterProblem, shown, wholeNumber } from '../parameter-problem.ts';
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
  const noise = oneOf(problems, ['noise', input.noise], { known: KINDS, otherwise: 'RADIAL' });
  return {
    noise,
    direction: parseNoiseDirection(problems, input.direction, noise, dataset),
    frequency: parseFrequency(problems, input.frequency, noise),
    amplitude: finiteNumber(problems, ['amplitude', input.amplitude], { rule: 'from 0 to 1', otherwise: 0.3 }),
    onlyClass: parseOnlyClass(problems, input.onlyClass, dataset),
  };
}

/** FOURIER_DIRECTION needs a basis image, RANDOM_DIRECTION is always kept as RANDOM; no other noise has a direction to choose. */
function parseNoiseDirection(
  problems: ParameterProblem[],
  value: unknown,
  noise: NoiseKind,
  { imageShape }: DatasetFacts,
): Direction | null {
  const refused = (message: string) => invalid(problems, 'direction', message, null);
  const wanted = noise === 'FOURIER_DIRECTION' ? 'FOURIER' : noise === 'RANDOM_DIRECTION' ? 'RANDOM' : null;
  if (wanted === null)
    return value == null
      ? null
      : refused(`direction is for FOURIER_DIRECTION noise; got ${noise} with ${shown(value)}`);
  if (value == null && wanted === 'RANDOM') return { kind: 'RANDOM', i: null, j: null };
  if (value == null) return refused('direction must be given for FOURIER_DIRECTION noise; got none');
  const direction = parseDirection(value, 'direction', imageShape ?? []);
  if (typeof direction === 'string') return refused(direction);
  if (direction.kind === wanted) return direction;
  return refused(`direction must be ${wanted} for ${noise} noise; got ${direction.kind}`);
}

function parseFrequency(problems: ParameterProblem[], value: unknown, noise: NoiseKind): number {
  // The public schema wants a frequency of every noise; without a wave it has none.
  if (noise === 'UNIFORM') return 0;
  if (value == null) return invalid(problems, 'frequency', `frequency must be given for ${noise} noise; got none`, 0);
  return finiteNumber(problems, ['frequency', value], { rule: 'above 0', otherwise: 0 });
}

function parseOnlyClass(problems: ParameterProblem[], value: unknown, { classes }: DatasetFacts): number | null {
  const index = wholeNumber(problems, ['onlyClass', value], { least: 0, most: classes.length - 1, otherwise: null });
  if (index === null || classes[index]?.imageCount) return index;
  const message = `onlyClass must be a class with images; class ${classes[index]?.name} (${index}) has none`;
  return invalid(problems, 'onlyClass', message, null);
}
