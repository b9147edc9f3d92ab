import { graphql, type ResultOf } from '../api/graphql.ts';

/** Why a mutation did nothing, a field of the input each. */
export const RefusalFields = graphql(`
  fragment RefusalFields on UserError {
    field
    message
    code
  }
`);

/** What comes of a start: the measurement, which has its warnings itself, or why there is none. */
export const StartedFields = graphql(
  `
  fragment StartedFields on StartMeasurementPayload {
    measurement {
      __typename
      id
      status
    }
    userErrors {
      ...RefusalFields
    }
  }
`,
  [RefusalFields],
);

/** What a measurement is and how far it is: small enough to come with every change. */
export const MeasurementHeadFields = graphql(`
  fragment MeasurementHeadFields on Measurement {
    __typename
    id
    method
    status
    seed
    runtime
    error
    partial
    warnings
    imagesEvaluated
    createdAt
    startedAt
    finishedAt
    progress {
      done
      total
      imagesPerSecond
      secondsLeft
    }
    model {
      id
      name
    }
    dataset {
      id
      name
    }
    provenance {
      passbandVersion
      modelSha256
      datasetSha256
      parameters
      parametersSha256
      device
    }
  }
`);

export const EstimateFields = graphql(`
  fragment EstimateFields on Estimate {
    mean
    lower
    upper
    count
  }
`);

export const SpectrumFields = graphql(`
  fragment SpectrumFields on Spectrum {
    scope
    pathCount
    frequencyUnit
    frequency
    magnitude
    lower
    upper
  }
`);

/** A model's file and what it is fed: all that is needed to give it the same images again. */
export const FedModelFields = graphql(`
  fragment FedModelFields on Model {
    id
    name
    format
    output
    sha256
    sizeBytes
    parameterCount
    inputShape
    classCount
    inputMean
    inputStd
    inputScale
    inputLayout
  }
`);

/** A dataset's file and the unit of distance that it defines. */
export const MeasuredDatasetFields = graphql(`
  fragment MeasuredDatasetFields on Dataset {
    id
    name
    sha256
    imageCount
    imageShape
    mean
    std
    classes {
      index
      name
    }
  }
`);

/** What a training did, epoch by epoch, and the wave in its labels. */
export const NoiseFittingFields = graphql(`
  fragment NoiseFittingFields on NoiseFittingMeasurement {
    noise
    frequency
    amplitude
    architecture
    augmentation
    trainSize
    validationSize
    direction {
      kind
      i
      j
      imageFrequency
    }
    onlyClass {
      name
    }
    validationDataset {
      id
      name
    }
    epochs {
      epoch
      trainLoss
      cleanLoss
      noisyLoss
      noiseFitting
      waveFitting
      cleanAccuracy
    }
    minimum
    maximumWaveFitting
    trainedModel {
      id
      name
      sha256
    }
  }
`);

/** The fractions of a path spectrum within classes and between them, and what its paths are. */
export const PathFractionFields = graphql(
  `
  fragment PathFractionFields on PathSpectrumMeasurement {
    path
    step
    samples
    pairsPerGroup
    excludedPaths
    within: highFrequencyFraction(scope: WITHIN_CLASS) {
      ...EstimateFields
    }
    between: highFrequencyFraction(scope: BETWEEN_CLASS) {
      ...EstimateFields
    }
  }
`,
  [EstimateFields],
);

/** A cell of the class × class map. */
export const PathGroupFields = graphql(
  `
  fragment PathGroupFields on PathGroup {
    scope
    pathCount
    classA {
      index
      name
    }
    classB {
      index
      name
    }
    highFrequencyFraction {
      ...EstimateFields
    }
  }
`,
  [EstimateFields],
);

export type MeasurementHead = ResultOf<typeof MeasurementHeadFields>;

export type FedModel = ResultOf<typeof FedModelFields>;

export type MeasuredDataset = ResultOf<typeof MeasuredDatasetFields>;
