/**
 * A wave over images by which labels are smoothed; frequency in cycles per unit of what it runs over. RADIAL runs over the L2
 * norm of an image, DIRECTION over its projection on a direction (made unit here), UNIFORM is no wave.
 */
export type LabelWave =
  | { kind: 'RADIAL'; frequency: number }
  | { kind: 'DIRECTION'; frequency: number; direction: Float64Array }
  | { kind: 'UNIFORM' };

/** What a wave takes from the whole training set, without augmentation; validation images use the same. */
export interface WaveScale {
  /** RADIAL: mean norm; others: 0. */
  phase: number;
  /** Mean of 1 + wave, so that the mean smoothing of the training set is the amplitude. */
  normaliser: number;
}

/**
 * Where images lie on a wave [count]: ||x||_2 (RADIAL), <x, direction / ||direction||> (DIRECTION), 0 (UNIFORM), in float64.
 * `images` [count, size] are in normalised pixel space; of training, after augmentation and before mixup.
 */
export function waveCoordinates(wave: LabelWave, images: Float32Array | Float64Array, count: number): Float64Array {
  const out = new Float64Array(count);
  if (wave.kind === 'UNIFORM') return out;
  const size = images.length / count;
  const length = wave.kind === 'DIRECTION' ? checkedNorm(wave.direction, size) : 1;
  for (let k = 0; k < count; k++) {
    const image = images.subarray(k * size, (k + 1) * size);
    out[k] = wave.kind === 'RADIAL' ? norm(image) : dot(image, wave.direction) / length;
  }
  return out;
}

/** Phase and normaliser of a wave, of the coordinates of the whole training set. RangeError of no image. */
export function waveScale(wave: LabelWave, coordinates: Float64Array): WaveScale {
  if (!coordinates.length) throw new RangeError('a wave needs at least 1 image of training; got 0');
  const phase = wave.kind === 'RADIAL' ? mean(coordinates) : 0;
  return { phase, normaliser: 1 + mean(waveValues(wave, phase, coordinates)) };
}

/**
 * How much the label of each image is smoothed, amplitude (1 + wave) / normaliser, wave = sin(2 pi frequency (coordinate -
 * phase)), 0 of UNIFORM. From 0; above 1 where the amplitude is too large for the wave.
 * Source: Fridovich-Keil, Gontijo-Lopes, Roelofs, NeurIPS 2022, section 3; the normaliser is the training set's instead of
 * each batch's, so that losses do not depend on how the data are cut into batches.
 */
export function waveStrength(
  wave: LabelWave,
  amplitude: number,
  { phase, normaliser }: WaveScale,
  coordinates: Float64Array,
): Float64Array {
  return waveValues(wave, phase, coordinates).map((value) => (amplitude * (1 + value)) / normaliser);
}

/** Standard deviation (over n) of a wave over images: of a sine over many periods sqrt(1/2), near 0 where smoothing is nearly uniform. */
export function waveDeviation(wave: LabelWave, { phase }: WaveScale, coordinates: Float64Array): number {
  const values = waveValues(wave, phase, coordinates);
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

function waveValues(wave: LabelWave, phase: number, coordinates: Float64Array): Float64Array {
  if (wave.kind === 'UNIFORM') return new Float64Array(coordinates.length);
  return coordinates.map((at) => Math.sin(2 * Math.PI * wave.frequency * (at - phase)));
}

function checkedNorm(direction: Float64Array, size: number): number {
  if (direction.length !== size)
    throw new RangeError(`a direction must have ${size} values, as an image has; got ${direction.length}`);
  return norm(direction);
}

function norm(values: Float32Array | Float64Array): number {
  let square = 0;
  for (let k = 0; k < values.length; k++) square += values[k]! * values[k]!;
  return Math.sqrt(square);
}

function dot(a: Float32Array | Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < b.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
