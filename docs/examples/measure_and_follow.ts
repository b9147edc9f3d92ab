// Measures a registered network, follows it over server-sent events and prints what it found.
// Usage: npx tsx docs/examples/measure_and_follow.ts MODEL_NAME DATASET_NAME
import { Client, fetchExchange, gql } from '@urql/core';

const server = process.env.PASSBAND_SERVER ?? 'http://127.0.0.1:4000';
// Not looked at where the server wants no token.
const fetchOptions = { headers: { authorization: `Bearer ${process.env.PASSBAND_TOKEN ?? ''}` } };
const options = { exchanges: [fetchExchange], preferGetMethod: false, fetchSubscriptions: true, fetchOptions };
const client = new Client({ url: `${server}/graphql`, ...options });
const stream = new Client({ url: `${server}/graphql/stream`, ...options });

const FIND = gql`query ($model: String!) { model(name: $model) { id } datasets { id name } }`;
const START = gql`mutation ($input: MeasurePathSpectrumInput!) { measurePathSpectrum(input: $input) {
  measurement { id } warnings userErrors { field message } } }`;
const FOLLOW = gql`subscription ($id: ID!) { measurementChanged(id: $id) { status error progress { done total } } }`;
const READ = gql`query ($id: ID!) { measurement(id: $id) { ... on PathSpectrumMeasurement {
  within: highFrequencyFraction(scope: WITHIN_CLASS) { mean lower upper }
  between: highFrequencyFraction(scope: BETWEEN_CLASS) { mean lower upper } } } }`;

const [modelName, datasetName] = process.argv.slice(2);
const found = await client.query(FIND, { model: modelName });
if (found.error) throw found.error;
const dataset = found.data.datasets.find(({ name }: { name: string }) => name === datasetName);
const input = { model: found.data.model?.id, dataset: dataset?.id, pairsPerGroup: 5, seed: 2 };
const started = await client.mutation(START, { input });
if (started.error) throw started.error;
const { measurement, userErrors } = started.data.measurePathSpectrum;
if (!measurement) throw new Error(JSON.stringify(userErrors)); // a wrong input is no error of GraphQL

// The stream goes on after the measurement has ended: somebody may retry it.
stream.subscription(FOLLOW, { id: measurement.id }).subscribe(async ({ data, error }) => {
  console.log(JSON.stringify(error ?? data.measurementChanged));
  const status = data?.measurementChanged.status;
  if (status === 'QUEUED' || status === 'RUNNING') return;
  const result = await client.query(READ, { id: measurement.id });
  console.log(JSON.stringify(result.data?.measurement));
  process.exit(status === 'SUCCEEDED' ? 0 : 1);
});
