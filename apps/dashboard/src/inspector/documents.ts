import { graphql, type ResultOf } from '../api/graphql.ts';
import {
  EstimateFields,
  MeasuredDatasetFields,
  MeasurementHeadFields,
  PathGroupFields,
} from '../measurement/fragments.ts';

/** Which measurement's paths are looked at. */
export const InspectedMeasurement = graphql(
  `
  query InspectedMeasurement($id: ID!) {
    measurement(id: $id) {
      ...MeasurementHeadFields
      dataset {
        ...MeasuredDatasetFields
      }
      ... on PathSpectrumMeasurement {
        path
        step
        samples
        excludedPaths
      }
    }
  }
`,
  [MeasurementHeadFields, MeasuredDatasetFields],
);

type Found = NonNullable<ResultOf<typeof InspectedMeasurement>['measurement']>;
export type Inspected = Extract<Found, { __typename: 'PathSpectrumMeasurement' }>;

/** What there is to choose from: cells of the map, or directions. */
export const InspectedCells = graphql(
  `
  query InspectedCells($id: ID!, $estimator: SpectrumEstimator!, $cutoff: Float!, $unit: CutoffUnit!) {
    measurement(id: $id) {
      __typename
      id
      ... on PathSpectrumMeasurement {
        groups(estimator: $estimator, cutoff: $cutoff, cutoffUnit: $unit) {
          ...PathGroupFields
        }
        directions(estimator: $estimator, bins: 2) {
          direction {
            kind
            i
            j
            imageFrequency
          }
          highFrequencyFraction(cutoff: $cutoff, cutoffUnit: $unit) {
            ...EstimateFields
          }
        }
      }
    }
  }
`,
  [EstimateFields, PathGroupFields],
);

type Cells = NonNullable<ResultOf<typeof InspectedCells>['measurement']>;
export type InspectedGroups = Extract<Cells, { __typename: 'PathSpectrumMeasurement' }>['groups'];
export type InspectedDirections = Extract<Cells, { __typename: 'PathSpectrumMeasurement' }>['directions'];

const RunFields = graphql(`
  fragment RunFields on ClassRun {
    samples
    class {
      index
      name
    }
  }
`);

const PathSpectrumFields = graphql(`
  fragment PathSpectrumFields on PathSpectrum {
    frequencyUnit
    frequency
    magnitude
  }
`);

/** A page of a cell's paths with all that is drawn of them. */
export const CellPaths = graphql(
  `
  query CellPaths(
    $id: ID!
    $classA: Int!
    $classB: Int!
    $first: Int!
    $after: String
    $cutoff: Float!
    $unit: CutoffUnit!
  ) {
    measurement(id: $id) {
      __typename
      id
      ... on PathSpectrumMeasurement {
        paths(first: $first, after: $after, classA: $classA, classB: $classB) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              id
              samples
              length
              consistentDistance
              imageA {
                index
                url
                class {
                  name
                }
              }
              imageB {
                index
                url
                class {
                  name
                }
              }
              direction {
                kind
                i
                j
                imageFrequency
              }
              PERIODOGRAM: highFrequencyFraction(cutoff: $cutoff, cutoffUnit: $unit)
              MIRRORED: highFrequencyFraction(estimator: MIRRORED, cutoff: $cutoff, cutoffUnit: $unit)
              DISTANCE_POWER: highFrequencyFraction(estimator: DISTANCE_POWER, cutoff: $cutoff, cutoffUnit: $unit)
              periodogram: spectrum {
                ...PathSpectrumFields
              }
              mirrored: spectrum(estimator: MIRRORED) {
                ...PathSpectrumFields
              }
              distancePower: spectrum(estimator: DISTANCE_POWER) {
                ...PathSpectrumFields
              }
              mostLikely {
                ...RunFields
              }
              curves {
                class {
                  index
                  name
                }
                probability
              }
            }
          }
        }
      }
    }
  }
`,
  [RunFields, PathSpectrumFields],
);

type Page = NonNullable<ResultOf<typeof CellPaths>['measurement']>;
type Connection = Extract<Page, { __typename: 'PathSpectrumMeasurement' }>['paths'];
export type InspectedPath = Connection['edges'][number]['node'];

/** Path spectra on a dataset, newest first: those of other models on the same paths can stand beside. */
export const SpectraOnDataset = graphql(`
  query SpectraOnDataset($dataset: ID!, $after: String) {
    measurements(
      first: 100
      after: $after
      filter: { dataset: $dataset, method: PATH_SPECTRUM, statuses: [SUCCEEDED, RUNNING, CANCELLED] }
    ) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          __typename
          id
          seed
          model {
            id
            name
          }
          provenance {
            parameters
          }
        }
      }
    }
  }
`);

export type SpectrumOnDataset = ResultOf<typeof SpectraOnDataset>['measurements']['edges'][number]['node'];
