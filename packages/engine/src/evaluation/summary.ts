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

/** Share of images whose most likely class is their own; NaN where there are none. */
export function accuracyOf({ imagesByClass, hitsByClass }: EvaluationRecord): number {
  return total(hitsByClass) / total(imagesByClass);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
