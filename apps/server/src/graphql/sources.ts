import type {
  Class,
  Dataset,
  EvaluationMeasurement,
  FourierHeatMapMeasurement,
  Image,
  JacobianNormMeasurement,
  Model,
  NoiseFittingMeasurement,
  Path,
  PathSpectrumMeasurement,
  Progress,
} from '@passband/schema';
import type { DatasetRow, MeasurementRow, ModelRow, PathRow } from '@passband/store';
import {
  fourierHeatMapParameters,
  jacobianNormParameters,
  noiseFittingParameters,
  pathSpectrumParameters,
} from '../measurements/parameters.ts';
import { globalId } from './global-id.ts';

/** What resolvers are handed: the public object, with the row that it came from. */
export type ModelSource = Model & { __typename: 'Model'; row: ModelRow };
export type DatasetSource = Dataset & { __typename: 'Dataset'; row: DatasetRow };
export type ClassSource = Class & { dataset: DatasetRow };
export type PathSpectrumSource = PathSpectrumMeasurement & {
  __typename: 'PathSpectrumMeasurement';
  row: MeasurementRow;
};
export type EvaluationSource = EvaluationMeasurement & { __typename: 'EvaluationMeasurement'; row: MeasurementRow };
export type JacobianNormSource = JacobianNormMeasurement & {
  __typename: 'JacobianNormMeasurement';
  row: MeasurementRow;
};
export type FourierHeatMapSource = FourierHeatMapMeasurement & {
  __typename: 'FourierHeatMapMeasurement';
  row: MeasurementRow;
};
export type NoiseFittingSource = NoiseFittingMeasurement & {
  __typename: 'NoiseFittingMeasurement';
  row: MeasurementRow;
};
export type MeasurementSource =
  | PathSpectrumSource
  | EvaluationSource
  | JacobianNormSource
  | FourierHeatMapSource
  | NoiseFittingSource;
export type PathSource = Path & { row: PathRow; measurement: MeasurementRow };

/** Field by field: a figure has thousands of them, and copies of copies take most of its time. */
export function modelSource(row: ModelRow): ModelSource {
  return {
    __typename: 'Model',
    id: globalId('model', row.id),
    name: row.name,
    format: row.format,
    output: row.output,
    sha256: row.sha256,
    sizeBytes: row.sizeBytes,
    parameterCount: row.parameterCount,
    inputShape: row.inputShape,
    classCount: row.classCount,
    tags: row.tags,
    createdAt: row.createdAt,
    inputMean: row.feed.inputMean,
    inputStd: row.feed.inputStd,
    inputScale: row.feed.inputScale,
    inputLayout: row.feed.inputLayout,
    row,
  };
}

export function datasetSource(row: DatasetRow): DatasetSource {
  const { name, sha256, imageCount, mean, std, preparation } = row;
  const imageShape = row.imageShape === null ? null : [...row.imageShape];
  const classes = row.classes.map((_, index) => classOf(row, index));
  return {
    __typename: 'Dataset',
    id: globalId('dataset', row.id),
    name,
    sha256,
    imageCount,
    imageShape,
    mean,
    std,
    classes,
    preparation,
    row,
  };
}

export function classOf(dataset: DatasetRow, index: number): ClassSource {
  const known = dataset.classes[index];
  if (!known) throw new Error(`dataset ${dataset.id} has ${dataset.classes.length} classes; asked for class ${index}`);
  return { index, ...known, dataset };
}

export function imageOf(dataset: DatasetRow, index: number, classIndex: number): Image {
  const url = `/images/${globalId('dataset', dataset.id)}/${index}.png`;
  return { index, class: classOf(dataset, classIndex), url };
}

export function measurementSource(row: MeasurementRow): MeasurementSource {
  const {
    method,
    status,
    seed,
    error,
    runtime,
    createdAt,
    startedAt,
    finishedAt,
    createdBy,
    warnings,
    imagesEvaluated,
  } = row;
  const shared = {
    id: globalId('measurement', row.id),
    ...{ method, status, seed, error, runtime, createdAt, startedAt, finishedAt, createdBy, warnings, imagesEvaluated },
    progress: progressOf(row),
    provenance: {
      passbandVersion: row.passbandVersion,
      modelSha256: row.modelSha256,
      datasetSha256: row.datasetSha256,
      parameters: row.parameters,
      parametersSha256: row.parametersSha256,
      device: row.device,
    },
    partial: row.status !== 'SUCCEEDED',
    row,
  };
  switch (row.method) {
    case 'EVALUATION':
      return { __typename: 'EvaluationMeasurement', ...shared };
    case 'JACOBIAN_NORM': {
      const { images: imageCount, directions: directionCount, difference } = jacobianNormParameters(row);
      return { __typename: 'JacobianNormMeasurement', ...shared, imageCount, directionCount, difference };
    }
    case 'FOURIER_HEAT_MAP': {
      const { images: imageCount, norm } = fourierHeatMapParameters(row);
      return { __typename: 'FourierHeatMapMeasurement', ...shared, imageCount, norm };
    }
    case 'PATH_SPECTRUM': {
      const { path, step, samples, pairsPerGroup, precision = null } = pathSpectrumParameters(row);
      return { __typename: 'PathSpectrumMeasurement', ...shared, path, step, samples, pairsPerGroup, precision };
    }
    case 'NOISE_FITTING': {
      const {
        noise,
        frequency,
        amplitude,
        architecture,
        augmentation = [],
        trainSize = null,
      } = noiseFittingParameters(row);
      const known = { noise, frequency, amplitude, architecture, augmentation, trainSize };
      return { __typename: 'NoiseFittingMeasurement', ...shared, ...known };
    }
  }
}

function progressOf(row: MeasurementRow): Progress {
  const left = Math.max(0, row.imagesExpected - row.imagesDone);
  const secondsLeft = row.imagesPerSecond ? left / row.imagesPerSecond : null;
  // An estimate of the total is replaced by what it was once all is done.
  const total = row.status === 'SUCCEEDED' ? row.imagesDone : Math.max(row.imagesExpected, row.imagesDone);
  return { done: row.imagesDone, total, imagesPerSecond: row.imagesPerSecond, secondsLeft };
}
