import { graphql } from '../api/graphql.ts';

export const ViewerQuery = graphql(`
  query RegisterViewer {
    viewer {
      role
    }
  }
`);

export const CreateUploadMutation = graphql(`
  mutation CreateUpload($input: CreateUploadInput!) {
    createUpload(input: $input) {
      upload {
        id
        url
      }
      userErrors {
        message
      }
    }
  }
`);

export const RegisterModelMutation = graphql(`
  mutation RegisterModel($input: RegisterModelInput!) {
    registerModel(input: $input) {
      model {
        id
        name
        classCount
      }
      userErrors {
        message
      }
    }
  }
`);

export const RegisterDatasetMutation = graphql(`
  mutation RegisterDataset($input: RegisterDatasetInput!) {
    registerDataset(input: $input) {
      dataset {
        id
        name
        imageCount
        classes {
          name
        }
      }
      userErrors {
        message
      }
    }
  }
`);

export const ImportPublishedMutation = graphql(`
  mutation ImportPublished {
    importResults(input: { format: ROBUSTNETS }) {
      imported
      skipped
      userErrors {
        message
      }
    }
  }
`);

export const ImportedDatasetQuery = graphql(`
  query ImportedDataset {
    dataset(name: "CIFAR-10") {
      id
    }
  }
`);
