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

/** Apart from the dataset: the first time it is asked for, it is computed, which may take minutes. */
export const DiversitiesQuery = graphql(`
  query Diversities($id: ID!) {
    dataset(id: $id) {
      id
      classes {
        index
        name
        diversity
      }
    }
  }
`);

export const SpectraOfDatasetQuery = graphql(`
  query SpectraOfDataset($dataset: ID!) {
    measurements(first: 100, filter: { dataset: $dataset, method: PATH_SPECTRUM, status: SUCCEEDED }) {
      edges {
        node {
          __typename
          id
          model {
            name
          }
          ... on PathSpectrumMeasurement {
            path
            samples
            step
          }
        }
      }
    }
  }
`);

export const FractionsByClassQuery = graphql(`
  query FractionsByClass($id: ID!) {
    measurement(id: $id) {
      __typename
      id
      ... on PathSpectrumMeasurement {
        groups(scope: WITHIN_CLASS) {
          classA {
            index
          }
          pathCount
          highFrequencyFraction {
            mean
            lower
            upper
          }
        }
      }
    }
  }
`);

/** For downloads. */
export const diversityQueryText =
  'dataset { classes { name diversity } } measurement { groups(scope: WITHIN_CLASS) { classA { index } highFrequencyFraction { mean lower upper } } }';
