import { stringifyDocument } from 'urql';
import { graphql } from '../api/graphql.ts';
import { ModelColumnsFields } from '../overview/queries.ts';

export const ChoicesQuery = graphql(`
  query ModelChoices($dataset: ID) {
    datasets {
      id
      name
      imageCount
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

/** All models that a filter leaves, in one request: a row a model, a column a metric. */
export const ModelsQuery = graphql(
  `
  query Models($metrics: [String!]!, $filter: ModelFilter, $dataset: ID) {
    modelPoints(metrics: $metrics, filter: $filter, dataset: $dataset) {
      ...ModelColumnsFields
    }
  }
`,
  [ModelColumnsFields],
);

/** The query that the table's numbers come from, for downloads. */
export const modelsQueryText = stringifyDocument(ModelsQuery);
