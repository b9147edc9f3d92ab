import type { ImageShape } from './classifier.ts';

/** Labelled uint8 images with random access; packages/datasets makes them, others may. */
export interface ImageSource {
  readonly imageCount: number;
  readonly imageShape: ImageShape;
  /** Class index of each image. */
  readonly labels: Uint16Array;
  /** Names of the classes by index; a class may have no image. */
  readonly classes: readonly string[];
  /** Per channel, of pixels scaled to 0..1: these define normalised pixel space. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
  /** Pixels of one image, height x width x channels. The array is the caller's. */
  read(index: number): Promise<Uint8Array>;
  /** Pixels of `count` neighbours from `first` on, one image after another; left out where that is no faster. */
  readRun?(first: number, count: number): Promise<Uint8Array>;
}
