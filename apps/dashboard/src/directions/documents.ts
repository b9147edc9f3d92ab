import { graphql, type ResultOf } from '../api/graphql.ts';
import { EstimateFields, SpectrumFields } from '../measurement/fragments.ts';

/** A direction with how the output varies along it, of one estimator. */
export const DirectionSpectrumFields = graphql(
  `
  fragment DirectionSpectrumFields on DirectionSpectrum {
    direction {
      kind
      i
      j
      imageFrequency
    }
    spectrum {
      ...SpectrumFields
    }
    highFrequencyFraction {
      ...EstimateFields
    }
  }
`,
  [SpectrumFields, EstimateFields],
);

export type DirectionRecord = ResultOf<typeof DirectionSpectrumFields>;

/** For downloads. */
export const directionsQueryText =
  'measurement { ... on PathSpectrumMeasurement { directions(estimator) { direction { kind i j imageFrequency } spectrum { frequency magnitude lower upper } highFrequencyFraction { mean lower upper } } } }';
