import type { DatasetFacts } from './dataset-facts.ts';
import { invalid, LARGEST, type ParameterProblem, wholeNumber } from './parameter-problem.ts';

/** How many images are drawn where nothing else is asked for: a dataset with fewer gives all it has. */
const DRAWN_IMAGES = 1000;

/** The number of images that are drawn from all of a dataset. Notes a problem where there are fewer than are asked for. */
export function drawnImages(problems: ParameterProblem[], value: unknown, { imageCount }: DatasetFacts): number {
  const refused = (message: string) => invalid(problems, 'images', message, DRAWN_IMAGES);
  if (imageCount === 0) return refused('the dataset must have images; it has none');
  const images = wholeNumber(problems, ['images', value], { least: 1, most: LARGEST, otherwise: DRAWN_IMAGES });
  if (images === DRAWN_IMAGES || images <= imageCount) return Math.min(images, imageCount);
  const [most, got] = [imageCount, images].map((count) => count.toLocaleString('en-US'));
  return refused(`images must be at most ${most}, as many as the dataset has; got ${got}`);
}
