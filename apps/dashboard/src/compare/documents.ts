import { graphql, type ResultOf } from '../api/graphql.ts';
import { EstimateFields } from '../measurement/fragments.ts';

/** A model with its path spectra, newest first, and the numbers that others than path spectra gave. */
export const ComparedModel = graphql(`
  query ComparedModel($id: ID!) {
    model(id: $id) {
      id
      name
      format
      tags {
        key
        value
      }
      metrics(names: ["accuracy", "loss", "jacobianNorm"]) {
        name
        value
        lower
        upper
        dataset {
          id
        }
      }
      measurements(first: 100, method: PATH_SPECTRUM) {
        edges {
          node {
            __typename
            id
            status
            seed
            createdAt
            dataset {
              id
              name
              sha256
            }
            provenance {
              parameters
            }
          }
        }
      }
    }
  }
`);

export type ComparedModelRecord = NonNullable<ResultOf<typeof ComparedModel>['model']>;

/** The fields of one estimator's fraction stand beside those of the other, so that both are seen where they disagree. */
export const ComparedSpectra = graphql(
  `
  query ComparedSpectra(
    $measurements: [ID!]!
    $estimator: SpectrumEstimator!
    $other: SpectrumEstimator!
    $cutoff: Float!
    $unit: CutoffUnit!
  ) {
    within: spectra(measurements: $measurements, scope: WITHIN_CLASS, estimator: $estimator) {
      frequency
      rows {
        packed
        measurement {
          id
          fraction: highFrequencyFraction(scope: WITHIN_CLASS, estimator: $estimator, cutoff: $cutoff, cutoffUnit: $unit) {
            ...EstimateFields
          }
          otherFraction: highFrequencyFraction(scope: WITHIN_CLASS, estimator: $other, cutoff: $cutoff, cutoffUnit: $unit) {
            ...EstimateFields
          }
          consistentDistance(scope: WITHIN_CLASS) {
            ...EstimateFields
          }
        }
      }
    }
    between: spectra(measurements: $measurements, scope: BETWEEN_CLASS, estimator: $estimator) {
      frequency
      rows {
        packed
        measurement {
          id
          fraction: highFrequencyFraction(scope: BETWEEN_CLASS, estimator: $estimator, cutoff: $cutoff, cutoffUnit: $unit) {
            ...EstimateFields
          }
          otherFraction: highFrequencyFraction(scope: BETWEEN_CLASS, estimator: $other, cutoff: $cutoff, cutoffUnit: $unit) {
            ...EstimateFields
          }
          consistentDistance(scope: BETWEEN_CLASS) {
            ...EstimateFields
          }
        }
      }
    }
  }
`,
  [EstimateFields],
);

export type SpectraResult = ResultOf<typeof ComparedSpectra>;

/** Each of others minus the reference, over the paths that both measured. */
export const Differences = graphql(
  `
  query Differences(
    $reference: ID!
    $others: [ID!]!
    $estimators: [SpectrumEstimator!]!
    $cutoff: Float!
    $unit: CutoffUnit!
  ) {
    comparisons(reference: $reference, others: $others, estimators: $estimators, cutoff: $cutoff, cutoffUnit: $unit) {
      scope
      estimator
      pairedPaths
      pValue
      reference {
        id
      }
      other {
        id
      }
      difference {
        ...EstimateFields
      }
      groups {
        pairedPaths
        pValue
        classA {
          index
          name
        }
        classB {
          index
          name
        }
        difference {
          ...EstimateFields
        }
      }
      ratio {
        frequency
        ratio
        lower
        upper
      }
    }
  }
`,
  [EstimateFields],
);

export type Comparison = ResultOf<typeof Differences>['comparisons'][number];
