import { graphql } from '../api/graphql.ts';

export const ChoicesQuery = graphql(`
  query ModelChoices($dataset: ID) {
    datasets {
      id
      name
    }
    facets(dataset: $dataset) {
      metrics
      tags {
        key
        values
      }
    }
  }
`);

export const ModelsQuery = graphql(`
  query Models($first: Int, $after: String, $filter: ModelFilter, $orderBy: ModelOrder, $metrics: [String!], $dataset: ID) {
    models(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          name
          format
          tags {
            key
            value
          }
          metrics(names: $metrics, dataset: $dataset) {
            name
            value
            lower
            upper
          }
        }
      }
    }
  }
`);
