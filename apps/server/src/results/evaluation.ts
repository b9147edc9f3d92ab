import { accuracyOf, addEvaluations, type EvaluationRecord } from '@passband/engine';
import { wilson } from '@passband/spectrum';

/** What evaluated images say; null where there are none yet. */
export interface EvaluationSummary {
  accuracy: { value: number; lower: number; upper: number };
  /** Mean of -ln p(true class), nats. */
  loss: number;
  imageCount: number;
  byClass: { imageCount: number; accuracy: { value: number; lower: number; upper: number } | null }[];
}

export function summaryOf(records: readonly EvaluationRecord[]): EvaluationSummary | null {
  if (records.length === 0) return null;
  const sum = addEvaluations(records);
  const imageCount = total(sum.imagesByClass);
  if (imageCount === 0) return null;
  return {
    accuracy: { ...wilson(total(sum.hitsByClass), imageCount), value: accuracyOf(sum) },
    loss: sum.lossSum / imageCount,
    imageCount,
    byClass: sum.imagesByClass.map((count, index) => ({
      imageCount: count,
      accuracy: count > 0 ? wilson(sum.hitsByClass[index] ?? 0, count) : null,
    })),
  };
}

/**
 * A warning where the accuracy is near chance, below 1.5 / classes (1.2 of two): what the network is fed is then often not
 * what it was trained on.
 */
export function nearChance({ accuracy }: EvaluationSummary, classCount: number): string | null {
  const chance = 1 / classCount;
  if (classCount < 2 || accuracy.value > (classCount === 2 ? 1.2 : 1.5) * chance) return null;
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
  return `accuracy is near chance (${percent(accuracy.value)} of ${classCount} classes): check what the network is fed, inputMean, inputStd, inputScale and inputLayout of the model`;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
