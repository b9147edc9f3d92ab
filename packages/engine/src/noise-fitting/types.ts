import type { Direction } from '../path-spectrum/types.ts';

export type NoiseKind =
  | 'RADIAL'
  | 'RANDOM_DIRECTION'
  | 'FOURIER_DIRECTION'
  | 'COMPOSITE_F'
  | 'COMPOSITE_INVERSE_F'
  | 'UNIFORM';
export type Augmentation = 'FLIP_CROP' | 'CUTOUT' | 'MIXUP' | 'NOISE_F' | 'NOISE_INVERSE_F';

/** Parameters of noise fitting as they are kept: every default filled in, keys of the public schema. */
export interface NoiseFittingParameters {
  architecture: string;
  noise: NoiseKind;
  /** Of FOURIER_DIRECTION the basis image; of RANDOM_DIRECTION, which of the seed's random images: its number is 0; else null. */
  direction: Direction | null;
  /** Cycles per unit of the norm or the projection, in normalised pixel space; 0 of UNIFORM. */
  frequency: number;
  /** Mean smoothing of the labels. */
  amplitude: number;
  /** Index of the only class whose labels are smoothed; null for all. */
  onlyClass: number | null;
  /** Another dataset on which losses are taken; null: `validationShare` of this one is kept from training. */
  validationDataset: string | null;
  validationShare: number;
  epochs: number;
  /** Images that are trained on, drawn by the seed. */
  trainSize: number;
  batchSize: number;
  learningRate: number;
  weightDecay: number;
  augmentation: Augmentation[];
  /** L2 norm of the image-frequency noise in normalised pixel space. */
  augmentationNorm: number;
  /** Uniform smoothing of the labels of images with image-frequency noise. */
  augmentationSmoothing: number;
  /** Self-distillation: a model with whose probabilities the labels are mixed. */
  teacher: string | null;
  teacherWeight: number;
  /** Training ends after the first epoch whose clean validation accuracy reaches this; null: never. */
  stopAtAccuracy: number | null;
  /** Training ends after the first epoch whose clean validation loss is at most this; null: never. */
  stopAtLoss: number | null;
  seed: number;
}

/** Losses after one epoch: nats, mean over images. */
export interface NoiseFittingEpochRecord {
  /** Mean over the epoch's steps, on the labels that were trained on; null where it was not recorded. */
  trainLoss: number | null;
  /** Cross-entropy on validation images against their labels. */
  cleanLoss: number;
  /** Against the labels smoothed by the wave. */
  noisyLoss: number;
  /** Against the labels smoothed uniformly by the same amplitude; null where it was not recorded. */
  uniformLoss: number | null;
  cleanAccuracy: number | null;
}

/** Of consecutive epochs. */
export interface NoiseFittingRecord {
  epochs: NoiseFittingEpochRecord[];
  /** sha256 of what the next epoch goes on from; null after the last. */
  checkpoint: string | null;
  /** sha256 of the trained network's archive; null before the last epoch. */
  network: string | null;
}
