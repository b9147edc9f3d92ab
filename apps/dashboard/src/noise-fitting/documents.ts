import { graphql, type ResultOf } from '../api/graphql.ts';
import { MeasurementHeadFields, NoiseFittingFields } from '../measurement/fragments.ts';

/** A measurement of this page: its model's tags say which trainings are replicates of each other. */
export const ListedFields = graphql(
  `
  fragment ListedFields on NoiseFittingMeasurement {
    ...MeasurementHeadFields
    model {
      id
      name
      tags {
        key
        value
      }
    }
    ...NoiseFittingFields
  }
`,
  [MeasurementHeadFields, NoiseFittingFields],
);

export type ListedMeasurement = ResultOf<typeof ListedFields>;

/** The datasets, and the one that was trained on last. */
export const TrainedDatasets = graphql(`
  query TrainedDatasets {
    datasets {
      id
      name
    }
    measurements(first: 1, filter: { method: NOISE_FITTING }) {
      edges {
        node {
          __typename
          id
          dataset {
            id
          }
        }
      }
    }
  }
`);

/** A page of a dataset's trainings, newest first. */
export const NoiseFittings = graphql(
  `
  query NoiseFittings($dataset: ID!, $after: String) {
    measurements(first: 100, after: $after, filter: { dataset: $dataset, method: NOISE_FITTING }) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          __typename
          id
          ...ListedFields
        }
      }
    }
  }
`,
  [ListedFields],
);

export const OneNoiseFitting = graphql(
  `
  query OneNoiseFitting($id: ID!) {
    measurement(id: $id) {
      __typename
      id
      ...ListedFields
    }
  }
`,
  [ListedFields],
);

/** What the figures ask for, kept in what is downloaded. */
export const noiseFittingQueryText =
  'measurements(filter: { dataset, method: NOISE_FITTING }) { edges { node { seed model { name tags { key value } } ... on NoiseFittingMeasurement { noise frequency amplitude epochs { epoch trainLoss cleanLoss noisyLoss noiseFitting waveFitting cleanAccuracy } minimum maximumWaveFitting } } } }';

/** The newest of a model. */
export const ModelNoiseFittings = graphql(
  `
  query ModelNoiseFittings($model: ID!, $first: Int!) {
    measurements(first: $first, filter: { model: $model, method: NOISE_FITTING }) {
      totalCount
      edges {
        node {
          __typename
          id
          ...ListedFields
        }
      }
    }
  }
`,
  [ListedFields],
);
