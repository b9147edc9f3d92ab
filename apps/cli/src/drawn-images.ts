import type { Dataset } from '@passband/datasets';
import { UsageError } from './errors.ts';

/**
 * Checks a number of images that was typed. The engine takes its default of 1,000 for at most that many; who types it means it.
 * Throws UsageError where the dataset has fewer.
 */
export function checkDrawnImages(images: number | undefined, { imageCount }: Pick<Dataset, 'imageCount'>): void {
  if (images === undefined || images <= imageCount) return;
  const [most, got] = [imageCount, images].map((count) => count.toLocaleString('en-US'));
  throw new UsageError(`--images must be at most ${most}, as many as the dataset has; got ${got}`);
}
