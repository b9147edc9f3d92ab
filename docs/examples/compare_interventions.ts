// What each augmentation changed against none: paired over networks that are equal in every other tag.
// Usage: npx tsx docs/examples/compare_interventions.ts [KEY BASELINE] (after import_and_correlate.sh)
import { Client, fetchExchange, gql } from '@urql/core';

const server = process.env.PASSBAND_SERVER ?? 'http://127.0.0.1:4000';
// Not looked at where the server wants no token.
const fetchOptions = { headers: { authorization: `Bearer ${process.env.PASSBAND_TOKEN ?? ''}` } };
const client = new Client({
  url: `${server}/graphql`,
  exchanges: [fetchExchange],
  preferGetMethod: false,
  fetchOptions,
});

const INTERVENTIONS = gql(`query ($baseline: [TagInput!]!, $metrics: [String!]!) {
  interventions(baseline: $baseline, metrics: $metrics) {
    tag { key value } pairs effects { metric difference { mean lower upper count } pValue } } }`);

const [key = 'augmentation', value = 'clean'] = process.argv.slice(2);
const metrics = ['accuracy', 'highFrequencyFraction.within', 'highFrequencyFraction.between'];
const { data, error } = await client.query(INTERVENTIONS, { baseline: [{ key, value }], metrics });
if (error) throw error;

for (const { tag, pairs, effects } of data.interventions) {
  console.log(`${tag.key} ${tag.value} minus ${value}: ${pairs} pairs of networks`);
  for (const { metric, difference, pValue } of effects) {
    if (difference === null) continue; // no pair has this metric on both sides
    const { mean, lower, upper } = difference;
    const bounds = lower === null ? 'one pair has no bounds' : `95 % from ${lower.toFixed(4)} to ${upper.toFixed(4)}`;
    console.log(`  ${metric.padEnd(30)} ${mean.toFixed(4)}  ${bounds}, p = ${pValue?.toPrecision(2) ?? 'none'}`);
  }
}
