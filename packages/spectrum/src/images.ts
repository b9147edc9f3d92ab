import { checkCount } from './pairs.ts';
import { shuffle } from './shuffle.ts';
import { xoshiro128 } from './xoshiro.ts';

/** What images are drawn for; each purpose has a stream of its own. */
export type ImagePurpose = 'direction' | 'jacobian' | 'heat-map' | 'train' | 'validation';

/**
 * `count` different images of each of `classes`, in order of drawing: a Fisher-Yates shuffle from the front with the
 * stream keyed `images/PURPOSE/SEED/CLASS`, cut off after `count`. One list a class, in the order of `classes`.
 * RangeError where a class has fewer images.
 */
export function drawImages(
  labels: ArrayLike<number>,
  count: number,
  seed: number,
  purpose: ImagePurpose,
  classes: ArrayLike<number>,
): number[][];
/** The same of all images together (CLASS is `all`): one list. */
export function drawImages(labels: ArrayLike<number>, count: number, seed: number, purpose: ImagePurpose): number[];
export function drawImages(
  labels: ArrayLike<number>,
  count: number,
  seed: number,
  purpose: ImagePurpose,
  classes?: ArrayLike<number>,
): number[] | number[][] {
  const all = Array.from(labels, (_, index) => index);
  if (!classes) return shuffled(all, count, `images/${purpose}/${seed}/all`, 'the dataset');
  return Array.from(classes, (classIndex) => {
    const images = all.filter((index) => labels[index] === classIndex);
    return shuffled(images, count, `images/${purpose}/${seed}/${classIndex}`, `class ${classIndex}`);
  });
}

function shuffled(items: number[], count: number, key: string, owner: string): number[] {
  checkCount(items.length, count, `${owner} has`, 'image');
  shuffle(items, xoshiro128(key), count);
  return items.slice(0, count);
}
