import type { TestServer } from './test-server.ts';

const START = `mutation ($input: MeasurePathSpectrumInput!) { measurePathSpectrum(input: $input) {
  warnings measurement { id status seed } userErrors { field message code } } }`;

/** Asks for a path spectrum of five paths a group, or what `input` says else; the mutation's answer. */
export async function startSpectrum(server: TestServer, input: Record<string, unknown>) {
  return (await server.graphql(START, { input: { pairsPerGroup: 5, step: 0.25, ...input } })).data.measurePathSpectrum;
}
