import { DatasetError } from './errors.ts';
import type { Preparation } from './preparation.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Of one decoded image, before and after it is resized. */
export const MAXIMUM_PIXELS = 2 ** 26;

/** Where the crop lies within the resized image. */
export interface Geometry {
  readonly resized: Size;
  readonly left: number;
  readonly top: number;
  readonly cropped: Size;
}

/**
 * How an image is prepared: its shorter side becomes `resize` and the longer one keeps the ratio, rounded down; then the
 * square of side `crop` is cut from the middle, its corner at half of what is left, halves to the even number. These are
 * torchvision's Resize(resize) and CenterCrop(crop). Throws DatasetError where an image is smaller than its crop.
 */
export function geometryOf(size: Size, { resize, crop }: Preparation, path: string): Geometry {
  const resized = resize === undefined ? size : resizedTo(size, resize);
  if (resized.width * resized.height > MAXIMUM_PIXELS) {
    throw new DatasetError(
      `images may be resized to at most ${MAXIMUM_PIXELS} pixels; ${path} would be ${said(resized)}`,
    );
  }
  if (crop === undefined) {
    return { resized, left: 0, top: 0, cropped: resized };
  }
  if (crop > Math.min(resized.width, resized.height)) {
    throw new DatasetError(
      `\`crop\` must be at most the shorter side of every image; got ${crop}, and ${path} is ${said(resized)}`,
    );
  }
  const left = halfToEven(resized.width - crop);
  const top = halfToEven(resized.height - crop);
  return { resized, left, top, cropped: { width: crop, height: crop } };
}

/** 500 × 375, width first as image files say it. */
export function said({ width, height }: Size): string {
  return `${width} × ${height}`;
}

function resizedTo({ width, height }: Size, side: number): Size {
  return width <= height
    ? { width: side, height: Math.floor((side * height) / width) }
    : { width: Math.floor((side * width) / height), height: side };
}

function halfToEven(whole: number): number {
  const half = Math.floor(whole / 2);
  return whole % 2 === 1 && half % 2 === 1 ? half + 1 : half;
}
