import type { Classifier, ModelFeed } from './classifier.ts';
import type { ImageSource } from './images.ts';
import type { Trainer } from './trainer.ts';

/** What a shard that trains a network is run on, and how its caller hears of it. */
export interface TrainingContext {
  trainer: Trainer;
  images: ImageSource;
  /** The other dataset that the parameters name; null where they name none. */
  validation: ImageSource | null;
  /** The model that the parameters name; null where they name none. */
  teacher: { classifier: Classifier; feed: ModelFeed } | null;
  /** What the shard before kept; null for the first. */
  checkpoint: Uint8Array | null;
  /** Stores a file; its sha256. */
  keep(bytes: Uint8Array): Promise<string>;
  signal: AbortSignal;
  /** Images trained on and validated so far in this shard; called after every batch. */
  onProgress?: (imagesDone: number) => void;
  /** Images in one evaluation of validation images; any number gives the same results. */
  batchSize?: number;
}
