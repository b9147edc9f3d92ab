import { graphql } from '../api/graphql.ts';
import { MeasurementHeadFields, RefusalFields, StartedFields } from './fragments.ts';

/** One subscription a page: without an id, so that the queue and the measurement shown share one connection. */
export const MeasurementChanges = graphql(
  `
  subscription MeasurementChanges {
    measurementChanged {
      ...MeasurementHeadFields
    }
  }
`,
  [MeasurementHeadFields],
);

export const CancelMeasurement = graphql(
  `
  mutation CancelMeasurement($id: ID!) {
    cancelMeasurement(input: { id: $id }) {
      measurement {
        __typename
        id
        status
      }
      userErrors {
        ...RefusalFields
      }
    }
  }
`,
  [RefusalFields],
);

export const RetryMeasurement = graphql(
  `
  mutation RetryMeasurement($id: ID!) {
    retryMeasurement(input: { id: $id }) {
      ...StartedFields
    }
  }
`,
  [StartedFields],
);
