import { compositeWeight } from '../format/composite-weight.ts';
import { words } from '../format/words.ts';
import type { Run } from './runs.ts';

const noises: Record<string, string> = {
  RADIAL: 'radial wave',
  RANDOM_DIRECTION: 'random direction',
  FOURIER_DIRECTION: 'Fourier direction',
  UNIFORM: 'uniform',
};

/** A kind of wave in words; one that this page does not know prints as it came. */
export function noiseWords(noise: string): string {
  const weight = compositeWeight(noise);
  return weight === undefined ? (noises[noise] ?? words(noise)) : `composite, ${weight}`;
}

/** How labels are smoothed, as a formula: its mean over the training set is the amplitude. */
export function smoothingWords(noise: string, amplitude: number): string {
  if (noise === 'UNIFORM') return String(amplitude);
  const wave = noise === 'RADIAL' ? 'sin 2πf(|x| − mean norm)' : 'sin 2πf(x · unit direction)';
  return `${amplitude} · (1 + w) / (mean of 1 + w over the training images), w = ${wave}`;
}

/** `0.03`, `1`: a frequency without what is left of its arithmetic. */
export function frequencyText(frequency: number): string {
  return String(Number(frequency.toPrecision(6)));
}

/** `0.03 cycles`, `1 cycle`. */
export function cycleWords(frequency: number): string {
  const text = frequencyText(frequency);
  return `${text} ${text === '1' ? 'cycle' : 'cycles'}`;
}

/** Names the Fourier direction of a run; undefined for other waves. */
export function directionKey(direction: Run['direction']): string | undefined {
  return direction?.i == null || direction.j == null ? undefined : `${direction.i},${direction.j}`;
}

/** `(14, 17), 3 cycles per image`. */
export function directionWords({ i, j, imageFrequency }: NonNullable<Run['direction']>): string {
  const cycles = imageFrequency === null ? '' : `, ${cycleWords(Number(imageFrequency.toPrecision(3)))} per image`;
  return `(${i}, ${j})${cycles}`;
}
