import { fixed } from './numbers.ts';

/** Height, width and channels of images: `28 × 28 × 1`. */
export function shapeWords(shape: readonly number[] | null | undefined): string {
  return shape ? shape.join(' × ') : 'no images here';
}

/** Per-channel numbers: `0.286` or `0.491, 0.482, 0.447`. */
export function channelWords(values: readonly number[] | null | undefined): string {
  return values ? values.map((value) => fixed(value, 3)).join(', ') : '–';
}
