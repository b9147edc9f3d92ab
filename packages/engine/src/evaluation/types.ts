/** Accuracy and loss over all images of a dataset; nothing is drawn, the seed only says which measurement it is. */
export interface EvaluationParameters {
  seed: number;
}

/** Of the images of some rounds; records of different rounds add up. */
export interface EvaluationRecord {
  /** By class index. */
  imagesByClass: number[];
  hitsByClass: number[];
  /** Sum over images of -ln p(true class), nats. */
  lossSum: number;
}

/** Images of one round. */
export const EVALUATION_ROUND = 1000;
