import { type Proportion, wilson } from '@passband/spectrum';
import type { EvaluationRecord } from './types.ts';

/** Records of different rounds together; the sum does not depend on their order but for rounding of the loss. */
export function addEvaluations(records: readonly EvaluationRecord[]): EvaluationRecord {
  const sum = (pick: (record: EvaluationRecord) => number[]): number[] =>
    records.map(pick).reduce((total, values) => values.map((value, k) => value + (total[k] ?? 0)), []);
  return {
    imagesByClass: sum((record) => record.imagesByClass),
    hitsByClass: sum((record) => record.hitsByClass),
    lossSum: records.reduce((total, record) => total + record.lossSum, 0),
  };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Accuracy and loss as they are reported. Null where there are no images. */
export interface EvaluationSummary {
  imageCount: number;
  accuracy: Proportion | null;
  /** Mean of -ln p(true class), nats. */
  loss: number | null;
  byClass: { classIndex: number; imageCount: number; accuracy: Proportion | null }[];
}

/** Accuracy with 95 % bounds by Wilson, over all images and by class, and the mean loss. */
export function summariseEvaluation(record: EvaluationRecord): EvaluationSummary {
  const imageCount = total(record.imagesByClass);
  return {
    imageCount,
    accuracy: proportion(total(record.hitsByClass), imageCount),
    loss: imageCount ? record.lossSum / imageCount : null,
    byClass: record.imagesByClass.map((count, classIndex) => ({
      classIndex,
      imageCount: count,
      accuracy: proportion(record.hitsByClass[classIndex] ?? 0, count),
    })),
  };
}

function proportion(hits: number, count: number): Proportion | null {
  return count ? wilson(hits, count) : null;
}
