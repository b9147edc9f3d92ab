import { graphql, type ResultOf } from '../api/graphql.ts';

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

export type MeasurementHead = ResultOf<typeof MeasurementHeadFields>;

/** One subscription a page: without an id, so that the queue and the measurement shown share one connection. */
export const MeasurementChanges = graphql(
  `
  subscription MeasurementChanges {
    measurementChanged {
      ...MeasurementHeadFields
    }
  }
`,
  [MeasurementHeadFields],
);

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

export type FedModel = ResultOf<typeof FedModelFields>;

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

export type MeasuredDataset = ResultOf<typeof MeasuredDatasetFields>;

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

/** All that the live view draws; of a running measurement, what its finished rounds give. */
export const MeasurementResults = graphql(
  `
  query MeasurementResults($id: ID!, $earlyRounds: Int!) {
    measurement(id: $id) {
      ...MeasurementHeadFields
      model {
        ...FedModelFields
      }
      dataset {
        ...MeasuredDatasetFields
      }
      ... on PathSpectrumMeasurement {
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
        roundsWithin: rounds(scope: WITHIN_CLASS) {
          round
          pathCount
          highFrequencyFraction {
            ...EstimateFields
          }
        }
        roundsBetween: rounds(scope: BETWEEN_CLASS) {
          round
          pathCount
          highFrequencyFraction {
            ...EstimateFields
          }
        }
        spectra {
          ...SpectrumFields
        }
        earlySpectra: spectra(rounds: $earlyRounds) {
          ...SpectrumFields
        }
      }
      ... on NoiseFittingMeasurement {
        ...NoiseFittingFields
      }
      ... on EvaluationMeasurement {
        accuracy {
          value
          lower
          upper
        }
        loss
        byClass {
          class {
            index
            name
          }
          imageCount
          accuracy {
            value
            lower
            upper
          }
        }
      }
    }
  }
`,
  [MeasurementHeadFields, EstimateFields, SpectrumFields, FedModelFields, MeasuredDatasetFields, NoiseFittingFields],
);

type Result = NonNullable<ResultOf<typeof MeasurementResults>['measurement']>;
export type PathSpectrumResult = Extract<Result, { __typename: 'PathSpectrumMeasurement' }>;
export type EvaluationResult = Extract<Result, { __typename: 'EvaluationMeasurement' }>;
export type NoiseFittingResult = Extract<Result, { __typename: 'NoiseFittingMeasurement' }>;
export type MeasurementResult = Result;

export const CancelMeasurement = graphql(`
  mutation CancelMeasurement($id: ID!) {
    cancelMeasurement(input: { id: $id }) {
      measurement {
        __typename
        id
        status
      }
      userErrors {
        field
        message
        code
      }
    }
  }
`);

export const RetryMeasurement = graphql(`
  mutation RetryMeasurement($id: ID!) {
    retryMeasurement(input: { id: $id }) {
      measurement {
        __typename
        id
        status
      }
      userErrors {
        field
        message
        code
      }
    }
  }
`);
