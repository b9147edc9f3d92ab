import { graphql, type ResultOf } from '../api/graphql.ts';

/** Error rates by cell; packed, because large images have 50,000 of them. */
export const HeatMapFields = graphql(`
  fragment HeatMapFields on FourierHeatMapMeasurement {
    imageCount
    norm
    height
    width
    packed
    errorRateUnshifted {
      value
      lower
      upper
    }
  }
`);

export type HeatMapRecord = ResultOf<typeof HeatMapFields>;

/** For downloads. */
export const heatMapQueryText =
  'measurement { ... on FourierHeatMapMeasurement { imageCount norm height width errorRate errorRateUnshifted { value lower upper } } }';
