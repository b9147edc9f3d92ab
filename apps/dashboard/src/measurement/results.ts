import { graphql, type ResultOf } from '../api/graphql.ts';
import { DirectionSpectrumFields } from '../directions/documents.ts';
import { HeatMapFields } from '../fourier-heat-map/documents.ts';
import { JacobianNormFields } from '../jacobian-norm/documents.ts';
import {
  EstimateFields,
  FedModelFields,
  MeasuredDatasetFields,
  MeasurementHeadFields,
  NoiseFittingFields,
  PathFractionFields,
  SpectrumFields,
} from './fragments.ts';

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
        ...PathFractionFields
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
        directions {
          ...DirectionSpectrumFields
        }
        earlySpectra: spectra(rounds: $earlyRounds) {
          ...SpectrumFields
        }
      }
      ... on JacobianNormMeasurement {
        ...JacobianNormFields
      }
      ... on FourierHeatMapMeasurement {
        ...HeatMapFields
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
  [
    MeasurementHeadFields,
    FedModelFields,
    MeasuredDatasetFields,
    EstimateFields,
    SpectrumFields,
    DirectionSpectrumFields,
    JacobianNormFields,
    HeatMapFields,
    NoiseFittingFields,
    PathFractionFields,
  ],
);

type Result = NonNullable<ResultOf<typeof MeasurementResults>['measurement']>;
export type PathSpectrumResult = Extract<Result, { __typename: 'PathSpectrumMeasurement' }>;
export type EvaluationResult = Extract<Result, { __typename: 'EvaluationMeasurement' }>;
export type JacobianNormResult = Extract<Result, { __typename: 'JacobianNormMeasurement' }>;
export type HeatMapResult = Extract<Result, { __typename: 'FourierHeatMapMeasurement' }>;
export type NoiseFittingResult = Extract<Result, { __typename: 'NoiseFittingMeasurement' }>;
export type MeasurementResult = Result;
