import { stringifyDocument } from 'urql';
import { graphql } from '../api/graphql.ts';

export const DatasetsQuery = graphql(`
  query OverviewDatasets {
    datasets {
      id
      name
      imageCount
    }
  }
`);

export const FacetsQuery = graphql(`
  query OverviewFacets($dataset: ID) {
    facets(dataset: $dataset, filter: { dataset: $dataset }) {
      metrics
      tags {
        key
        values
      }
    }
  }
`);

/** A row a model, a column a metric. */
export const ModelColumnsFields = graphql(`
  fragment ModelColumnsFields on ModelPoints {
    models {
      id
      name
      format
      tags {
        key
        value
      }
    }
    metrics {
      name
      values
      lower
      upper
    }
  }
`);

/** At another cutoff than the published one, both estimators' fractions are taken from stored spectra, each by its own field. */
export const PointsQuery = graphql(
  `
  query OverviewPoints(
    $metrics: [String!]!
    $dataset: ID
    $filter: ModelFilter
    $fraction: FractionInput
    $mirroredFraction: FractionInput
    $withMirrored: Boolean!
  ) {
    modelPoints(metrics: $metrics, dataset: $dataset, filter: $filter, fraction: $fraction) {
      ...ModelColumnsFields
    }
    mirrored: modelPoints(
      metrics: ["highFrequencyFraction.within", "highFrequencyFraction.between"]
      dataset: $dataset
      filter: $filter
      fraction: $mirroredFraction
    ) @include(if: $withMirrored) {
      metrics {
        name
        values
        lower
        upper
      }
    }
  }
`,
  [ModelColumnsFields],
);

export const KnownOnQuery = graphql(`
  query OverviewKnownOn($dataset: ID!) {
    modelPoints(metrics: [], filter: { dataset: $dataset }) {
      models {
        id
      }
    }
  }
`);

/** The query that the figures' numbers come from, for downloads. */
export const pointsQueryText = stringifyDocument(PointsQuery);
