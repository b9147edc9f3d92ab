import type { Classifier, ModelFeed } from './classifier.ts';
import type { ImageSource } from './images.ts';

/** What a shard that evaluates a network is run on, and how its caller hears of it. */
export interface RunContext {
  classifier: Classifier;
  images: ImageSource;
  feed: ModelFeed;
  signal: AbortSignal;
  /** Images evaluated so far in this shard; called after every batch. */
  onProgress?: (imagesDone: number) => void;
  /** Images in one evaluation; any number gives the same results. */
  batchSize?: number;
}
