import { DatasetError } from './errors.ts';

export type Split = 'train' | 'test';

/** What was chosen of a source and done to its images before they became a dataset. Absent: all, or nothing. */
export interface Preparation {
  /** Which part of a source that has both. */
  split?: Split;
  /** Pixels of the shorter side that every image was resized to, before `crop`. */
  resize?: number;
  /** Pixels of the side of the square that was cut from the middle of every image. */
  crop?: number;
}

/** The same as a caller gives it, where what is absent may be undefined too. */
export interface PreparationOptions {
  split?: Split | undefined;
  resize?: number | undefined;
  crop?: number | undefined;
}

const KINDS: readonly (keyof Preparation)[] = ['split', 'resize', 'crop'];
const MAXIMUM_SIDE = 16_384;

/** The options that say how images are prepared, and no others. Throws DatasetError where one is no value of its kind. */
export function preparationOf({ split, resize, crop }: PreparationOptions): Preparation {
  if (split !== undefined && split !== 'train' && split !== 'test') {
    throw new DatasetError(`split must be train or test; got ${String(split)}`);
  }
  return {
    ...(split !== undefined && { split }),
    ...(resize !== undefined && { resize: checkedSide('resize', resize) }),
    ...(crop !== undefined && { crop: checkedSide('crop', crop) }),
  };
}

/** Refuses what a format can't do to its images, which is all but what it prepares. Throws DatasetError. */
export function refusePreparation(
  options: PreparationOptions,
  name: string,
  prepares: readonly (keyof Preparation)[] = [],
): void {
  const asked = KINDS.find((kind) => options[kind] !== undefined && !prepares.includes(kind));
  if (asked === 'split') {
    throw new DatasetError(`\`split\` chooses between the train and test parts of a source; ${name} has no such parts`);
  }
  if (asked !== undefined) {
    throw new DatasetError(`\`${asked}\` is for folders of image files; the images of ${name} already have one size`);
  }
}

function checkedSide(name: string, side: number): number {
  if (!Number.isInteger(side) || side < 1 || side > MAXIMUM_SIDE) {
    throw new DatasetError(`${name} must be a whole number of pixels, 1 to ${MAXIMUM_SIDE}; got ${side}`);
  }
  return side;
}
