import { graphql } from '../api/graphql.ts';

export const DatasetsQuery = graphql(`
  query Datasets {
    datasets {
      id
      name
      imageCount
      imageShape
      mean
      std
      classes {
        index
      }
    }
  }
`);

export const DatasetQuery = graphql(`
  query Dataset($id: ID!) {
    dataset(id: $id) {
      id
      name
      sha256
      imageCount
      imageShape
      mean
      std
      classes {
        index
        name
        imageCount
      }
    }
  }
`);

export const ImagesQuery = graphql(`
  query DatasetImages($id: ID!, $class: Int, $after: String) {
    dataset(id: $id) {
      id
      images(first: 60, class: $class, after: $after) {
        edges {
          node {
            index
            url
            class {
              name
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
        totalCount
      }
    }
  }
`);
