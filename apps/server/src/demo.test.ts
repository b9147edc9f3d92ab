import { readDemo } from '@passband/demo';
import type { ModelFacts } from '@passband/engine';
import { expect, it } from 'vitest';
import { loadDemo } from './demo.ts';
import type { Services } from './graphql/context.ts';
import { TestServer } from './testing/test-server.ts';

/** Two frequencies and the uniform control, each with the model that it makes. */
const SWEEP = 3;

it('the demo is registered and started once, however often it is loaded, below what people start', async () => {
  const facts: ModelFacts = {
    format: 'ONNX',
    inputShape: [1, 28, 28],
    inputLayout: 'NCHW',
    classCount: 10,
    parameterCount: 1,
  };
  const server = await TestServer.start();
  const services: Services = { ...server.running.services, inspectModel: async () => ({ facts }) };
  const { networks } = readDemo();
  const stop = new AbortController();
  // A first load that is broken off, a second, a third, and a quick one, which finds everything measured.
  const broken = loadDemo(services, stop.signal, 'whole');
  stop.abort();
  await expect(broken).rejects.toThrow('aborted');
  for (const size of ['whole', 'whole', 'quick'] as const) await loadDemo(services, new AbortController().signal, size);
  const { data } = await server.graphql(
    '{ datasets { name imageCount } models(first: 100) { totalCount edges { node { name tags { key } } } } measurements { totalCount } }',
  );
  expect(data.datasets).toHaveLength(1);
  expect(data.models.totalCount).toBe(networks.length + SWEEP);
  expect(data.measurements.totalCount).toBe(2 * networks.length + SWEEP);
  const first = await server.store.measurements.page({ first: 100, filter: { statuses: ['QUEUED'] } });
  expect(first.edges).toHaveLength(2 * networks.length + SWEEP);
  expect(Math.max(...first.edges.map((edge) => edge.node.priority))).toBeLessThan(0);
  await server.remove();
}, 120_000);
