import type { ImageShape } from '../image-shape.ts';
import type { RandomStream } from '../xoshiro.ts';

/**
 * Sets a square to zero, in place: its side half the image's shorter one (rounded down), its centre any pixel with equal
 * probability, cut off at the edges. Normalised pixel space [height, width, channels].
 */
export function cutout(image: Float32Array, [height, width, channels]: ImageShape, stream: RandomStream): void {
  const side = Math.floor(Math.min(height, width) / 2);
  const top = stream.below(height) - Math.floor(side / 2);
  const left = stream.below(width) - Math.floor(side / 2);
  const [first, end] = [Math.max(0, left), Math.min(width, left + side)];
  for (let y = Math.max(0, top); y < Math.min(height, top + side); y++)
    image.fill(0, (y * width + first) * channels, (y * width + end) * channels);
}
