import { type CompositeKind, fourierCompositeImage } from '../fourier-basis.ts';
import type { ImageShape } from '../image-shape.ts';
import type { RandomStream } from '../xoshiro.ts';

/**
 * What image-frequency noise adds [height, width, channels]: the composite image of f^2 (COMPOSITE_F) or 1/f^2
 * (COMPOSITE_INVERSE_F), the same in every channel, of this L2 norm in normalised pixel space.
 */
export function imageNoise(kind: CompositeKind, [height, width, channels]: ImageShape, norm: number): Float32Array {
  const grey = fourierCompositeImage(kind, height, width);
  const scale = norm / Math.sqrt(channels * grey.reduce((square, value) => square + value * value, 0));
  return Float32Array.from({ length: grey.length * channels }, (_, k) => scale * grey[Math.floor(k / channels)]!);
}

/** Adds noise to an image with probability 1/2, in place; whether it did. */
export function addImageNoise(image: Float32Array, noise: Float32Array, stream: RandomStream): boolean {
  if (stream.below(2) === 0) return false;
  for (let k = 0; k < image.length; k++) image[k]! += noise[k]!;
  return true;
}
