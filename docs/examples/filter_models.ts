// The best networks that were trained with augmentation and keep their accuracy under noise, page by page.
// Usage: npx tsx docs/examples/filter_models.ts (after import_and_correlate.sh)
import { Client, fetchExchange, gql, type OperationResult } from '@urql/core';

const server = process.env.PASSBAND_SERVER ?? 'http://127.0.0.1:4000';
// Not looked at where the server wants no token.
const fetchOptions = { headers: { authorization: `Bearer ${process.env.PASSBAND_TOKEN ?? ''}` } };
const client = new Client({
  url: `${server}/graphql`,
  exchanges: [fetchExchange],
  preferGetMethod: false,
  fetchOptions,
});

const MODELS = gql(`query ($filter: ModelFilter, $after: String) {
  models(first: 20, after: $after, filter: $filter, orderBy: { by: METRIC, metric: "accuracy", direction: DESC }) {
    totalCount
    edges { node { name tags { key value } metrics(names: ["accuracy", "highFrequencyFraction.within"]) { name value } } }
    pageInfo { hasNextPage endCursor } } }`);

// Conditions side by side all hold; and, or, not nest.
const filter = {
  tag: { key: 'augmentation', in: ['augmix', 'gaussian'] },
  metric: { name: 'accuracy', gte: 0.9 },
  not: { or: [{ tag: { key: 'architecture', eq: 'Conv8' } }, { metric: { name: 'jacobianNorm', gt: 10 } }] },
};

let after: string | null = null;
do {
  const { data, error }: OperationResult = await client.query(MODELS, { filter, after });
  if (error) throw error;
  if (after === null) console.log(`${data.models.totalCount} models`);
  for (const { node } of data.models.edges) {
    const metrics = node.metrics.map(
      ({ name, value }: { name: string; value: number }) => `${name} ${value.toFixed(4)}`,
    );
    console.log(node.name.padEnd(40), metrics.join('  '));
  }
  after = data.models.pageInfo.hasNextPage ? data.models.pageInfo.endCursor : null;
} while (after !== null);
