export { canonicalJson } from './canonical-json.ts';
export { classDiversities } from './class-diversities.ts';
export * from './classifier.ts';
export { type DatasetFacts, datasetFacts } from './dataset-facts.ts';
export { type NamedShape, type NetworkShape, networkShapeOf, onlyTensor, sizeOf } from './declared-tensors.ts';
export * from './errors.ts';
export { nearChanceWarning } from './evaluation/near-chance.ts';
export { addEvaluations, type EvaluationSummary, summariseEvaluation } from './evaluation/summary.ts';
export type { EvaluationParameters, EvaluationRecord } from './evaluation/types.ts';
export {
  type FourierHeatMapPart,
  type FourierHeatMapSummary,
  summariseFourierHeatMap,
} from './fourier-heat-map/summary.ts';
export type { FourierHeatMapParameters, FourierHeatMapRecord } from './fourier-heat-map/types.ts';
export * from './images.ts';
export { summariseJacobianNorm } from './jacobian-norm/summary.ts';
export type { JacobianNormParameters, JacobianNormRecord } from './jacobian-norm/types.ts';
export { fittingLayout, laidOut } from './layout.ts';
export type { MeasurementPlan } from './measurement-method.ts';
export { methods } from './methods.ts';
export { type Architecture, architectureProblem, parseArchitecture } from './noise-fitting/architecture.ts';
export { describeWave, type WaveDescription, waveProblem, waveWarning } from './noise-fitting/describe-wave.ts';
export { parseNoise } from './noise-fitting/parse-noise.ts';
export { validationCount } from './noise-fitting/split.ts';
export { type NoiseFittingSummary, summariseNoiseFitting } from './noise-fitting/summary.ts';
export type * from './noise-fitting/types.ts';
export { validationDatasetProblem } from './noise-fitting/validation-dataset.ts';
export { describeRuntimes, openClassifier, openModel, readModelFacts } from './open-classifier.ts';
export type { ParameterProblem, ParsedParameters } from './parameter-problem.ts';
export { type ByEstimator, byEstimator } from './path-spectrum/by-estimator.ts';
export { directionFrequency } from './path-spectrum/directions.ts';
export { exclusionWarning } from './path-spectrum/exclusion.ts';
export { groupKey, groupsOf, scopeOf } from './path-spectrum/groups.ts';
export { measurePathSpectrum } from './path-spectrum/measure.ts';
export { type PathSpectrumInput, parsePathSpectrumParameters } from './path-spectrum/parameters.ts';
export { type PathPixels, pathPixels } from './path-spectrum/path-pixels.ts';
export { type PathSpectrumPlan, planPathSpectrum } from './path-spectrum/plan.ts';
export {
  halfWidthOf,
  LEAST_ROUNDS,
  PrecisionRule,
  PrecisionStop,
  PUBLISHED_CUTOFF,
  precisionWarning,
} from './path-spectrum/precision.ts';
export { PathSummary, type SummaryEstimate } from './path-spectrum/summary.ts';
export * from './path-spectrum/types.ts';
export { outputOf, restoreLargest, toProbabilities, toScores } from './probabilities.ts';
export { residentMemory } from './resident-memory.ts';
export type { RunContext } from './run-context.ts';
export { planMeasurement, runShard } from './run-shard.ts';
export { runsFormat, runtimesFor } from './runtime-choice.ts';
export { SECRETS, withoutSecrets } from './secrets.ts';
export * from './shard.ts';
export { decodeShardResult, encodeShardResult } from './shard-result.ts';
export type * from './trainer.ts';
export type { TrainingContext } from './training-context.ts';
export { TRIAL_IMAGES, trialImages } from './trial-images.ts';
