import { stringifyDocument } from 'urql';
import { graphql, type ResultOf } from '../api/graphql.ts';

const EffectFields = graphql(`
  fragment EffectFields on InterventionEffect {
    metric
    pValue
    differentlyMeasured
    difference {
      mean
      lower
      upper
      count
    }
  }
`);

/** What each value of the baseline's tags changed; at another cutoff than the published, each estimator by its own field. */
export const InterventionsQuery = graphql(
  `
  query OverviewInterventions(
    $baseline: [TagInput!]!
    $metrics: [String!]!
    $groupByTag: [String!]
    $dataset: ID
    $filter: ModelFilter
    $fraction: FractionInput
    $mirroredFraction: FractionInput
    $withMirrored: Boolean!
  ) {
    interventions(baseline: $baseline, metrics: $metrics, groupByTag: $groupByTag, dataset: $dataset, filter: $filter, fraction: $fraction) {
      tag {
        key
        value
      }
      group {
        key
        value
      }
      effects {
        ...EffectFields
      }
    }
    mirrored: interventions(
      baseline: $baseline
      metrics: ["highFrequencyFraction.within", "highFrequencyFraction.between"]
      groupByTag: $groupByTag
      dataset: $dataset
      filter: $filter
      fraction: $mirroredFraction
    ) @include(if: $withMirrored) {
      effects {
        ...EffectFields
      }
    }
  }
`,
  [EffectFields],
);

export type InterventionsResult = ResultOf<typeof InterventionsQuery>;

/** The query that the differences come from, for downloads. */
export const interventionsQueryText = stringifyDocument(InterventionsQuery);
