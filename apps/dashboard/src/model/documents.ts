import { graphql, type ResultOf } from '../api/graphql.ts';
import { DirectionSpectrumFields } from '../directions/documents.ts';
import { HeatMapFields } from '../fourier-heat-map/documents.ts';
import { JacobianNormFields } from '../jacobian-norm/documents.ts';
import {
  EstimateFields,
  FedModelFields,
  MeasuredDatasetFields,
  MeasurementHeadFields,
  PathFractionFields,
  PathGroupFields,
  SpectrumFields,
} from '../measurement/fragments.ts';

export const ModelPage = graphql(
  `
  query ModelPage($id: ID!) {
    model(id: $id) {
      ...FedModelFields
      createdAt
      tags {
        key
        value
      }
      metrics {
        name
        value
        lower
        upper
        dataset {
          id
          name
        }
      }
      measurements(first: 100) {
        totalCount
        edges {
          node {
            ...MeasurementHeadFields
          }
        }
      }
    }
  }
`,
  [MeasurementHeadFields, FedModelFields],
);

export type ModelRecord = NonNullable<ResultOf<typeof ModelPage>['model']>;

export type ModelMeasurement = ModelRecord['measurements']['edges'][number]['node'];

/** What the model's figures draw of one path spectrum. */
export const ModelSpectrum = graphql(
  `
  query ModelSpectrum($id: ID!, $estimator: SpectrumEstimator!) {
    measurement(id: $id) {
      ...MeasurementHeadFields
      dataset {
        ...MeasuredDatasetFields
      }
      ... on PathSpectrumMeasurement {
        ...PathFractionFields
        withinMirrored: highFrequencyFraction(scope: WITHIN_CLASS, estimator: MIRRORED) {
          ...EstimateFields
        }
        betweenMirrored: highFrequencyFraction(scope: BETWEEN_CLASS, estimator: MIRRORED) {
          ...EstimateFields
        }
        spectra(estimator: $estimator) {
          ...SpectrumFields
        }
        directions(estimator: $estimator) {
          ...DirectionSpectrumFields
        }
        groups(estimator: $estimator) {
          ...PathGroupFields
        }
      }
    }
  }
`,
  [
    MeasurementHeadFields,
    EstimateFields,
    SpectrumFields,
    MeasuredDatasetFields,
    DirectionSpectrumFields,
    PathFractionFields,
    PathGroupFields,
  ],
);

type Measured = NonNullable<ResultOf<typeof ModelSpectrum>['measurement']>;
export type MeasuredSpectrum = Extract<Measured, { __typename: 'PathSpectrumMeasurement' }>;

/** What there is of the model that others are compared with. */
export const ReferenceMeasurements = graphql(`
  query ReferenceMeasurements($model: ID!, $dataset: ID!) {
    measurements(first: 100, filter: { model: $model, dataset: $dataset, status: SUCCEEDED }) {
      edges {
        node {
          __typename
          id
          method
          status
          provenance {
            parameters
          }
        }
      }
    }
  }
`);

export const ReferenceFractions = graphql(`
  query ReferenceFractions($id: ID!, $estimator: SpectrumEstimator!) {
    measurement(id: $id) {
      __typename
      id
      ... on PathSpectrumMeasurement {
        groups(scope: WITHIN_CLASS, estimator: $estimator) {
          classA {
            name
          }
          highFrequencyFraction {
            mean
          }
        }
      }
    }
  }
`);

/** What a model's page shows of a measurement without paths. */
export const ModelResult = graphql(
  `
  query ModelResult($id: ID!) {
    measurement(id: $id) {
      __typename
      id
      partial
      ... on EvaluationMeasurement {
        imagesEvaluated
        byClass {
          imageCount
          class {
            index
            name
          }
          accuracy {
            value
            lower
            upper
          }
        }
      }
      ... on JacobianNormMeasurement {
        ...JacobianNormFields
      }
      ... on FourierHeatMapMeasurement {
        ...HeatMapFields
      }
    }
  }
`,
  [JacobianNormFields, HeatMapFields],
);

/** Datasets that a model could be measured on. */
export const ModelDatasets = graphql(`
  query ModelDatasets {
    datasets {
      id
      name
      sha256
      imageShape
    }
  }
`);
