import type { FileHandle } from 'node:fs/promises';
import type { Bytes } from './byte-streams.ts';
import { DatasetError } from './errors.ts';
import { MAXIMUM_IMAGE_BYTES, MAXIMUM_IMAGE_COUNT } from './limits.ts';

/** Height, width, channels. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/** A labelled image dataset as it was made: everything checked but the pixels themselves. */
export interface ImageFile {
  readonly imageCount: number;
  readonly imageShape: ImageShape;
  readonly labels: Uint16Array;
  readonly classes: readonly string[];
  /** What the file itself says, if it does. */
  readonly mean: readonly number[] | null;
  readonly std: readonly number[] | null;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Where the pixels lie one image after another as they are; null where they are compressed. */
  readonly stored: { handle: FileHandle; offset: number } | null;
  /** All pixels, image after image: exactly imageCount * height * width * channels bytes, else DatasetError. */
  pixels(signal?: AbortSignal): Bytes;
  close(): Promise<void>;
}

/** [N, H, W] or [N, H, W, C] as the number of images and the shape of one. Throws DatasetError. */
export function imagesOf(shape: readonly number[]): { imageCount: number; imageShape: ImageShape } {
  const [imageCount, height, width, channels = 1] = shape;
  const rule = `images must be [N, H, W, C] or [N, H, W]; got [${shape.join(', ')}]`;
  if (imageCount === undefined || height === undefined || width === undefined || shape.length > 4) {
    throw new DatasetError(rule);
  }
  if (imageCount === 0) {
    throw new DatasetError(`there must be at least 1 image; got images of shape [${shape.join(', ')}]`);
  }
  // No one has images that are three pixels high and have more channels than four, or one pixel high and as deep as wide.
  if (width > 4 && ((height === 3 && channels > 4) || (height === 1 && channels === width))) {
    throw new DatasetError(`${rule}, which looks like [N, C, H, W]: numpy.moveaxis(images, 1, -1) makes the other`);
  }
  const imageBytes = height * width * channels;
  if (imageBytes < 1 || imageBytes > MAXIMUM_IMAGE_BYTES) {
    throw new DatasetError(
      `an image must have 1 to ${MAXIMUM_IMAGE_BYTES} values; got ${height} x ${width} x ${channels}`,
    );
  }
  if (imageCount > MAXIMUM_IMAGE_COUNT) {
    throw new DatasetError(`there must be at most ${MAXIMUM_IMAGE_COUNT} images; got ${imageCount}`);
  }
  return { imageCount, imageShape: [height, width, channels] };
}

/** Names of the classes: those given, which must reach the highest label, or the labels as text. */
export function classesOf(labels: Uint16Array, names: readonly string[] | null): readonly string[] {
  const highest = labels.reduce((most, label) => Math.max(most, label), 0);
  if (names === null) {
    return Array.from({ length: highest + 1 }, (_, index) => String(index));
  }
  if (highest >= names.length) {
    throw new DatasetError(`labels reach ${highest} but class_names has ${names.length} names`);
  }
  return names;
}
