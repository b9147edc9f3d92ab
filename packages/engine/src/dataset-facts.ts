import type { ImageSource } from './images.ts';

/** All that parameters and results are checked against. */
export interface DatasetFacts {
  imageCount: number;
  /** Height, width, channels; null where there are no images. */
  imageShape: readonly number[] | null;
  /** By class index; a class may have no image. */
  classes: readonly { name: string; imageCount: number }[];
}

export function datasetFacts(
  images: Pick<ImageSource, 'imageCount' | 'imageShape' | 'labels' | 'classes'>,
): DatasetFacts {
  const counts: number[] = [];
  for (const label of images.labels) counts[label] = (counts[label] ?? 0) + 1;
  return {
    imageCount: images.imageCount,
    imageShape: images.imageShape,
    classes: images.classes.map((name, index) => ({ name, imageCount: counts[index] ?? 0 })),
  };
}
