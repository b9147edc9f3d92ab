import { drawImages } from '@passband/spectrum';
import type { ImageSource } from '../images.ts';
import type { NoiseFittingParameters } from './types.ts';

type Choice = Pick<NoiseFittingParameters, 'validationDataset' | 'validationShare' | 'trainSize' | 'seed'>;

/** Image indices: those that are trained on, and those that are kept from training. */
export interface Split {
  training: number[];
  /** None where losses are taken on another dataset. */
  validation: number[];
}

/**
 * Drawn by the seed over all classes together (a class's share may differ by chance), as `drawImages` does for 'validation':
 * the first `validationCount` are kept from training, the next trainSize are trained on. With another validation dataset all
 * of this one may be trained on, drawn for 'train'.
 */
export function splitImages(choice: Choice, { labels }: Pick<ImageSource, 'labels'>): Split {
  const { validationDataset, trainSize, seed } = choice;
  if (validationDataset !== null) return { training: drawImages(labels, trainSize, seed, 'train'), validation: [] };
  const kept = validationCount(choice, labels.length);
  const drawn = drawImages(labels, kept + trainSize, seed, 'validation');
  return { training: drawn.slice(kept), validation: drawn.slice(0, kept) };
}

/** How many images are kept from training: the share, rounded, at least one, and one at least is left; 0 with another dataset. */
export function validationCount(
  { validationDataset, validationShare }: Pick<Choice, 'validationDataset' | 'validationShare'>,
  imageCount: number,
): number {
  if (validationDataset !== null) return 0;
  return Math.max(0, Math.min(imageCount - 1, Math.max(1, Math.round(validationShare * imageCount))));
}
