import { stringifyDocument } from 'urql';
import { graphql } from '../api/graphql.ts';

export const DatasetsQuery = graphql(`
  query OverviewDatasets {
    datasets {
      id
      name
    }
  }
`);

export const PointsQuery = graphql(`
  query OverviewPoints($metrics: [String!]!, $dataset: ID) {
    modelPoints(metrics: $metrics, dataset: $dataset) {
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
  }
`);

/** The query that the figures' numbers come from, for downloads. */
export const pointsQueryText = stringifyDocument(PointsQuery);
