/** STUB FOR TYPES */
export interface EvaluationParameters {
  seed: number;
}

/** Of images `firstImage` to `firstImage + imageCount`. */
export interface EvaluationRecord {
  /** By class index. */
  imagesByClass: number[];
  hitsByClass: number[];
  /** Sum over images of -ln p(true class), nats. */
  lossSum: number;
}
