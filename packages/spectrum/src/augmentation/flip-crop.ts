import type { ImageShape } from '../image-shape.ts';
import type { RandomStream } from '../xoshiro.ts';

const PADDING = 4;

/**
 * Mirrors an image left to right with probability 1/2, pads it by 4 zeros a side and crops it at random to the size it had, in
 * place. Normalised pixel space [height, width, channels]: zero is the dataset's mean.
 */
export function flipAndCrop(image: Float32Array, shape: ImageShape, stream: RandomStream): void {
  const mirrored = stream.below(2) === 1;
  const [top, left] = [stream.below(2 * PADDING + 1) - PADDING, stream.below(2 * PADDING + 1) - PADDING];
  const [height, width, channels] = shape;
  const source = image.slice();
  image.fill(0);
  for (let y = Math.max(0, -top); y < Math.min(height, height - top); y++) {
    for (let x = Math.max(0, -left); x < Math.min(width, width - left); x++) {
      const from = ((y + top) * width + (mirrored ? width - 1 - (x + left) : x + left)) * channels;
      image.set(source.subarray(from, from + channels), (y * width + x) * channels);
    }
  }
}
