import { graphql, type ResultOf } from '../api/graphql.ts';
import { MeasurementHeadFields, RefusalFields, StartedFields } from '../measurement/fragments.ts';

export const FormChoices = graphql(`
  query FormChoices {
    datasets {
      id
      name
      imageCount
      imageShape
      sha256
    }
    server {
      runtimes {
        name
        available
        device
        reason
      }
      workers {
        id
      }
    }
  }
`);

/** Models by a part of their name: with thousands of them a list of all is no choice. */
export const ModelsByName = graphql(`
  query ModelsByName($contains: String!) {
    models(first: 100, filter: { name: { contains: $contains } }, orderBy: { by: NAME }) {
      edges {
        node {
          id
          name
          format
        }
      }
    }
  }
`);

export const ChosenModel = graphql(`
  query ChosenModel($id: ID!) {
    model(id: $id) {
      id
      name
      format
    }
  }
`);

export const MeasurementCost = graphql(
  `
  query MeasurementCost(
    $pathSpectrum: MeasurePathSpectrumInput
    $evaluation: EvaluateModelInput
    $jacobianNorm: MeasureJacobianNormInput
    $fourierHeatMap: MeasureFourierHeatMapInput
    $noiseFitting: MeasureNoiseFittingInput
  ) {
    measurementCost(
      pathSpectrum: $pathSpectrum
      evaluation: $evaluation
      jacobianNorm: $jacobianNorm
      fourierHeatMap: $fourierHeatMap
      noiseFitting: $noiseFitting
    ) {
      withinPaths
      betweenPaths
      images
      secondsEstimated
      warnings
      userErrors {
        ...RefusalFields
      }
    }
  }
`,
  [RefusalFields],
);

export type Cost = ResultOf<typeof MeasurementCost>['measurementCost'];

export const StartPathSpectrum = graphql(
  `
  mutation StartPathSpectrum($input: MeasurePathSpectrumInput!) {
    started: measurePathSpectrum(input: $input) {
      ...StartedFields
    }
  }
`,
  [StartedFields],
);

export const StartEvaluation = graphql(
  `
  mutation StartEvaluation($input: EvaluateModelInput!) {
    started: evaluateModel(input: $input) {
      ...StartedFields
    }
  }
`,
  [StartedFields],
);

export const StartJacobianNorm = graphql(
  `
  mutation StartJacobianNorm($input: MeasureJacobianNormInput!) {
    started: measureJacobianNorm(input: $input) {
      ...StartedFields
    }
  }
`,
  [StartedFields],
);

export const StartFourierHeatMap = graphql(
  `
  mutation StartFourierHeatMap($input: MeasureFourierHeatMapInput!) {
    started: measureFourierHeatMap(input: $input) {
      ...StartedFields
    }
  }
`,
  [StartedFields],
);

export const StartNoiseFitting = graphql(
  `
  mutation StartNoiseFitting($input: MeasureNoiseFittingInput!) {
    started: measureNoiseFitting(input: $input) {
      ...StartedFields
    }
  }
`,
  [StartedFields],
);

export const StartNoiseFittingSweep = graphql(
  `
  mutation StartNoiseFittingSweep($input: MeasureNoiseFittingSweepInput!) {
    started: measureNoiseFittingSweep(input: $input) {
      measurements {
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

/** Those that wait or run, and the last few that ended. */
export const Queue = graphql(
  `
  query Queue {
    running: measurements(first: 20, filter: { status: RUNNING }) {
      totalCount
      edges {
        node {
          ...MeasurementHeadFields
        }
      }
    }
    waiting: measurements(first: 100, filter: { status: QUEUED }) {
      totalCount
      edges {
        node {
          ...MeasurementHeadFields
        }
      }
    }
    ended: measurements(first: 4, filter: { statuses: [SUCCEEDED, FAILED, CANCELLED] }) {
      edges {
        node {
          ...MeasurementHeadFields
        }
      }
    }
  }
`,
  [MeasurementHeadFields],
);
