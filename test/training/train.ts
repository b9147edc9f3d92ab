import type { NetworkInTraining } from '@passband/engine';
import { batchOf, type LabelledImages } from './demo-images.ts';

const BATCH = 50;
const LEARNING_RATE = 0.1;

/** Trains for some epochs over all images in their order; the mean loss of each epoch's steps. */
export async function trainEpochs(
  network: NetworkInTraining,
  images: LabelledImages,
  epochs: number,
): Promise<number[]> {
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) losses.push(await trainEpoch(network, images));
  return losses;
}

async function trainEpoch(network: NetworkInTraining, images: LabelledImages): Promise<number> {
  let sum = 0;
  for (let from = 0; from < images.count; from += BATCH) {
    const batch = batchOf(images, from, Math.min(images.count, from + BATCH));
    sum += batch.count * (await network.step(batch.images, batch.targets, batch.count, LEARNING_RATE));
  }
  return sum / images.count;
}
