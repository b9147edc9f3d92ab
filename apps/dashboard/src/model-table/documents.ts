import { graphql } from '../api/graphql.ts';

export const DependentsQuery = graphql(`
  query ModelDependents($id: ID!) {
    model(id: $id) {
      name
      measurements(first: 1) {
        totalCount
      }
      metrics(currentOnly: false) {
        name
      }
    }
  }
`);

export const DeleteModelMutation = graphql(`
  mutation DeleteModel($id: ID!) {
    deleteModel(input: { id: $id }) {
      deletedModelId
      userErrors {
        message
      }
    }
  }
`);
