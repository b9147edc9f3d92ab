import { graphql, type ResultOf } from '../api/graphql.ts';
import { EstimateFields } from '../measurement/fragments.ts';

export const JacobianNormFields = graphql(
  `
  fragment JacobianNormFields on JacobianNormMeasurement {
    imageCount
    directionCount
    difference
    jacobianNorm {
      ...EstimateFields
    }
  }
`,
  [EstimateFields],
);

export type JacobianNormRecord = ResultOf<typeof JacobianNormFields>;

/** What every model of a dataset has as its current Jacobian norm. */
export const JacobianNorms = graphql(`
  query JacobianNorms($dataset: ID!) {
    modelPoints(metrics: ["jacobianNorm"], dataset: $dataset) {
      models {
        id
        name
      }
      metrics {
        values
        lower
        upper
      }
    }
  }
`);

/** For downloads. */
export const jacobianNormsQueryText =
  'modelPoints(metrics: ["jacobianNorm"], dataset) { models { name } metrics { values lower upper } }';
