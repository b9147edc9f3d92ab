import { shuffle } from '../shuffle.ts';
import { type RandomStream, xoshiro128 } from '../xoshiro.ts';

/** The images of an epoch in the order in which they are trained on, from the stream keyed `order/SEED/EPOCH`. */
export function epochOrder(images: readonly number[], seed: number, epoch: number): number[] {
  const order = [...images];
  shuffle(order, xoshiro128(`order/${seed}/${epoch}`));
  return order;
}

/**
 * What an augmentation draws of one image (or batch) in an epoch, from a stream of its own keyed
 * `augmentation/SEED/EPOCH/NAME/NUMBER`: it depends neither on the batch that an image is in nor on other augmentations.
 */
export function augmentationStream(seed: number, epoch: number, name: string, number: number): RandomStream {
  return xoshiro128(`augmentation/${seed}/${epoch}/${name}/${number}`);
}
