import path from 'node:path';
import { z } from 'zod';
import { TestServer } from '../../apps/server/src/testing/test-server.ts';
import { readDemo } from '../../packages/demo/src/index.ts';
import { root, until } from '../end-to-end/passband.ts';
import { registerDataset, registerModel } from '../end-to-end/registered.ts';
import type { Asked } from '../end-to-end/upload.ts';

/** What a measurement is started with here; everything else is the same, so that all of equal pairs give equal numbers. */
export interface Registered {
  model: string;
  dataset: string;
}

type Times = NonNullable<Parameters<typeof TestServer.start>[1]>;

/** A server in this process, with workers' claims that wait as they do in production. */
export function startServer(databaseUrl: string | null, times: Times = {}): Promise<TestServer> {
  const inspectProgram = path.join(root, 'apps/worker/dist/inspect.js');
  return TestServer.start({ databaseUrl, inspectProgram }, { claimWaitMs: 20_000, sweepMs: 2_000, ...times });
}

/** One of the demo's networks and its images, sent and registered as a user does. */
export async function registerDemo(server: Asked): Promise<Registered> {
  const { networks, dataset } = readDemo();
  const [network] = networks;
  if (!network) throw new Error('the demo has a network');
  const { model, userErrors } = await registerModel(server, network.name, network.file);
  const registered = await registerDataset(server, dataset.name, dataset.file);
  if (!model || !registered.dataset) throw new Error(JSON.stringify([...userErrors, ...registered.userErrors]));
  return { model: model.id, dataset: registered.dataset.id };
}

export interface SpectrumInput extends Registered {
  pairsPerGroup: number;
  step?: number;
  classes?: number[];
}

/** Starts a path spectrum; its id. A round of all classes takes about a quarter of a second of two cores. */
export async function startSpectrum(server: Asked, input: SpectrumInput): Promise<string> {
  const { measurePathSpectrum } = await server.query<{
    measurePathSpectrum: { measurement: { id: string } | null; userErrors: { message: string }[] };
  }>(
    'mutation ($input: MeasurePathSpectrumInput!) { measurePathSpectrum(input: $input) { measurement { id } userErrors { message } } }',
    { input },
  );
  const { measurement, userErrors } = measurePathSpectrum;
  if (!measurement) throw new Error(JSON.stringify(userErrors));
  return measurement.id;
}

/** Starts a training of a small network on the images; its id. */
export async function startTraining(
  server: Asked,
  input: { dataset: string; epochs: number; trainSize: number },
): Promise<string> {
  const { measureNoiseFitting } = await server.query<{
    measureNoiseFitting: { measurement: { id: string } | null; userErrors: { message: string }[] };
  }>(
    'mutation ($input: MeasureNoiseFittingInput!) { measureNoiseFitting(input: $input) { measurement { id } userErrors { message } } }',
    { input: { architecture: 'small-cnn', frequency: 0.05, validationShare: 0.1, runtime: 'tfjs/wasm', ...input } },
  );
  const { measurement, userErrors } = measureNoiseFitting;
  if (!measurement) throw new Error(JSON.stringify(userErrors));
  return measurement.id;
}

export interface MeasurementNow {
  status: string;
  error: string | null;
  partial: boolean;
}

export async function measurementNow(server: Asked, id: string): Promise<MeasurementNow> {
  const { measurement } = await server.query<{ measurement: MeasurementNow }>(
    'query ($id: ID!) { measurement(id: $id) { status error partial } }',
    { id },
  );
  return measurement;
}

/** Waits until all have succeeded; rejects with the reason where one has not. */
export async function allSucceeded(server: Asked, ids: readonly string[], withinMs = 240_000): Promise<void> {
  for (const id of ids) {
    const { status, error } = await until(
      `measurement ${id} ends`,
      async () => {
        const now = await measurementNow(server, id);
        return ['QUEUED', 'RUNNING'].includes(now.status) ? null : now;
      },
      withinMs,
    );
    if (status !== 'SUCCEEDED') throw new Error(`a measurement must succeed; it has ${status}: ${error}`);
  }
}

/** The demo's images and network, measured where nothing disturbs it: its rows are what every other run of `input` must give. */
export async function undisturbedRun(
  server: Asked & { token?: string },
  pairsPerGroup: number,
): Promise<{ id: string; input: SpectrumInput; undisturbed: PathRows }> {
  const input = { ...(await registerDemo(server)), pairsPerGroup };
  const id = await startSpectrum(server, input);
  await allSucceeded(server, [id]);
  return { id, input, undisturbed: await rowsOf(server, id) };
}

const exported = z.object({ rows: z.array(z.record(z.string(), z.union([z.number(), z.null()]))) });
export type PathRows = z.infer<typeof exported>['rows'];

/** Every stored path of a measurement with its numbers. */
export async function rowsOf(server: { url: string; token?: string }, id: string): Promise<PathRows> {
  const headers = server.token === undefined ? {} : { authorization: `Bearer ${server.token}` };
  const response = await fetch(`${server.url}/export/measurements/${id}.json`, { headers });
  return exported.parse(await response.json()).rows;
}
