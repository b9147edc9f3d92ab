import type { LabelWave } from '@passband/spectrum';
import type { ImageShape } from '../classifier.ts';
import { directionImage } from '../path-spectrum/directions.ts';
import type { Direction } from '../path-spectrum/types.ts';
import type { NoiseFittingParameters } from './types.ts';

/** The wave by which labels are smoothed, over images of this shape. */
export function labelWave(
  { noise, direction, frequency, seed }: Pick<NoiseFittingParameters, 'noise' | 'direction' | 'frequency' | 'seed'>,
  imageShape: ImageShape,
): LabelWave {
  if (noise === 'UNIFORM') return { kind: 'UNIFORM' };
  if (noise === 'RADIAL') return { kind: 'RADIAL', frequency };
  return { kind: 'DIRECTION', frequency, direction: directionImage([along(noise, direction)], 0, seed, imageShape) };
}

function along(
  noise: Exclude<NoiseFittingParameters['noise'], 'UNIFORM' | 'RADIAL'>,
  direction: Direction | null,
): Direction {
  if (noise === 'COMPOSITE_F' || noise === 'COMPOSITE_INVERSE_F') return { kind: noise, i: null, j: null };
  // Parsed parameters have a direction for both other kinds.
  return direction ?? { kind: 'RANDOM', i: null, j: null };
}
