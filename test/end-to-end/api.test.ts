import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../packages/store/src/testing/free-port.ts';
import { type PostgresServer, startPostgres } from '../../packages/store/src/testing/postgres-server.ts';
import { temporaryDataFolder } from './data-folder.ts';
import { held, Passband, root, until } from './passband.ts';
import { registerDataset, registerModel, type UserError } from './registered.ts';

/** What a notebook does, against the started product on both databases, and against the same measurement on the command line. */

const fixture = (name: string) => path.join(root, 'test', 'reference', 'engine', name);
const run = promisify(execFile);

interface Estimate {
  mean: number;
  standardDeviation: number | null;
  standardError: number | null;
  lower: number | null;
  upper: number | null;
  count: number;
}
type Estimates = { periodogram: Estimate; mirrored: Estimate; distancePower: Estimate };

async function start(passband: Passband, input: Record<string, unknown>) {
  const { measurePathSpectrum } = await passband.query<{
    measurePathSpectrum: { measurement: { id: string } | null; userErrors: UserError[] };
  }>(
    'mutation ($input: MeasurePathSpectrumInput!) { measurePathSpectrum(input: $input) { measurement { id } userErrors { field message code } } }',
    { input },
  );
  return measurePathSpectrum;
}

/** Waits for the end of a measurement over the event stream, as `curl -N` would. */
async function finished(
  passband: Passband,
  id: string,
): Promise<{ status: string; error: string | null; runtime: string | null }> {
  const response = await fetch(`${passband.url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({
      query: 'subscription ($id: ID) { measurementChanged(id: $id) { id status error runtime } }',
      variables: { id },
    }),
    signal: AbortSignal.timeout(120_000),
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
    text += value ?? '';
    for (const [, data] of text.matchAll(/^data: (\{.*\})$/gm)) {
      const event = JSON.parse(data ?? '') as {
        data?: { measurementChanged: { status: string; error: string | null; runtime: string | null } };
      };
      const changed = event.data?.measurementChanged;
      if (changed && ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(changed.status)) {
        await reader?.cancel();
        return changed;
      }
    }
    if (done) throw new Error(`the stream ended before the measurement did: ${text.slice(-300)}`);
  }
}

const estimates = (scope: string) =>
  ['PERIODOGRAM', 'MIRRORED', 'DISTANCE_POWER']
    .map(
      (estimator) =>
        `${scope.toLowerCase()}_${estimator}: highFrequencyFraction(scope: ${scope}, estimator: ${estimator}) { mean standardDeviation standardError lower upper count }`,
    )
    .join(' ');

describe.each(['PGlite', 'PostgreSQL'])('the API on %s', (database) => {
  let data: Awaited<ReturnType<typeof temporaryDataFolder>>;
  let postgres: PostgresServer | null = null;
  let passband: Passband;
  let modelId = '';
  let datasetId = '';

  beforeAll(async () => {
    data = await temporaryDataFolder();
    const env: Record<string, string> = {};
    if (database === 'PostgreSQL') {
      postgres = await startPostgres();
      env.DATABASE_URL = await postgres.createDatabase();
    }
    passband = await Passband.start({ port: await freePort(), dataFolder: data.folder, demo: false, env });
  });
  afterAll(async () => {
    await passband?.stop();
    await postgres?.stop();
    await data?.remove();
  });

  test('says which database it runs on', async () => {
    const { server } = await passband.query<{ server: { database: string; version: string } }>(
      'query { server { database version } }',
    );
    expect(server.database).toContain(database);
  });

  test('a worker is there, with a runtime that can evaluate', async () => {
    const { server } = await until('a worker reports', async () => {
      const answer = await passband.query<{
        server: {
          workers: { runtimes: string[] }[];
          runtimes: { name: string; available: boolean; reason: string | null }[];
        };
      }>('query { server { workers { host runtimes } runtimes { name available reason } } }');
      return answer.server.workers.length > 0 ? answer : null;
    });
    expect(server.workers[0]?.runtimes).toContain('onnx/cpu');
    for (const { available, reason } of server.runtimes) expect(available || (reason ?? '').length > 0).toBe(true);
  });

  test('a network and a dataset are registered by upload, their facts read from the files', async () => {
    const model = await registerModel(passband, 'small', fixture('nchw-logits.onnx'));
    expect(model.userErrors).toEqual([]);
    const dataset = await registerDataset(passband, 'colour images', fixture('colour.npz'));
    expect(dataset.userErrors).toEqual([]);
    modelId = model.model?.id ?? '';
    datasetId = dataset.dataset?.id ?? '';
    expect(model.model?.parameterCount).toBeGreaterThan(0);
    expect(dataset.dataset?.imageCount).toBeGreaterThan(0);
  });

  test('measured over the API and on the command line the numbers are the same', async () => {
    const started = await start(passband, { model: modelId, dataset: datasetId, pairsPerGroup: 3, seed: 5 });
    expect(started.userErrors).toEqual([]);
    const id = started.measurement?.id ?? '';
    expect(await finished(passband, id)).toMatchObject({ status: 'SUCCEEDED', error: null, runtime: 'onnx/cpu' });
    const { measurement } = await passband.query<{ measurement: Record<string, Estimate> & { excludedPaths: number } }>(
      `query ($id: ID!) { measurement(id: $id) { ... on PathSpectrumMeasurement { excludedPaths ${estimates('WITHIN_CLASS')} ${estimates('BETWEEN_CLASS')} } } }`,
      { id },
    );
    const json = path.join(data.folder, 'measured.json');
    const bin = path.join(root, 'apps/cli/bin/passband.mjs');
    await run(process.execPath, [
      bin,
      'measure',
      fixture('nchw-logits.onnx'),
      '--dataset',
      fixture('colour.npz'),
      '--pairs',
      '3',
      '--seed',
      '5',
      '--json',
      json,
    ]);
    const line = JSON.parse(await readFile(json, 'utf8')) as {
      excludedPaths: number;
      summary: { within: Estimates; between: Estimates };
    };
    expect(measurement.excludedPaths).toBe(line.excludedPaths);
    const pairs = [
      [measurement.within_class_PERIODOGRAM, line.summary.within.periodogram],
      [measurement.within_class_MIRRORED, line.summary.within.mirrored],
      [measurement.within_class_DISTANCE_POWER, line.summary.within.distancePower],
      [measurement.between_class_PERIODOGRAM, line.summary.between.periodogram],
      [measurement.between_class_MIRRORED, line.summary.between.mirrored],
      [measurement.between_class_DISTANCE_POWER, line.summary.between.distancePower],
    ] as const;
    for (const [api, cli] of pairs) {
      expect(api?.count).toBe(cli.count);
      for (const field of ['mean', 'standardDeviation', 'standardError', 'lower', 'upper'] as const) {
        if (cli[field] === null) expect(api?.[field]).toBeNull();
        else expect(api?.[field]).toBeCloseTo(cli[field], 6);
      }
    }
  });

  test('the same idempotency key gives the same measurement', async () => {
    const input = { model: modelId, dataset: datasetId, pairsPerGroup: 2, idempotencyKey: 'once' };
    const starts = await Promise.all(Array.from({ length: 10 }, () => start(passband, input)));
    expect(new Set(starts.map(({ measurement }) => measurement?.id)).size).toBe(1);
  });

  test('a network that gives NaN fails with a line that says so', async () => {
    const { model } = await registerModel(passband, 'nan', fixture('nan.onnx'));
    const started = await start(passband, { model: model?.id, dataset: datasetId, pairsPerGroup: 2 });
    const end = await finished(passband, started.measurement?.id ?? '');
    expect(end.status).toBe('FAILED');
    expect(end.error).toMatch(/not finite|NaN/);
  });

  test('a file that is no network is refused in a sentence, and no model is made', async () => {
    const refused = await registerModel(passband, 'not a network', fixture('grey.npz'));
    expect(refused.model).toBeNull();
    expect(refused.userErrors).toEqual([
      expect.objectContaining({ code: 'INVALID', message: expect.stringMatching(/ONNX/i) }),
    ]);
    expect(await passband.query('query { model(name: "not a network") { id } }')).toEqual({ model: null });
  });

  test('a file that is no dataset is refused in a sentence, and no dataset is made', async () => {
    const refused = await registerDataset(passband, 'not a dataset', fixture('nchw-logits.onnx'));
    expect(refused.dataset).toBeNull();
    expect(refused.userErrors[0]?.code).toBe('INVALID');
    expect(await passband.query('query { dataset(name: "not a dataset") { id } }')).toEqual({ dataset: null });
  });

  test('a dataset that does not fit the network is refused with both shapes', async () => {
    const { dataset } = await registerDataset(passband, 'grey images', fixture('grey.npz'));
    const refused = await start(passband, { model: modelId, dataset: dataset?.id, pairsPerGroup: 2 });
    expect(refused.measurement).toBeNull();
    expect(refused.userErrors[0]?.code).toBe('INVALID');
    expect(refused.userErrors[0]?.message).toMatch(/10 × 12.*8 × 8/);
  });

  test('more pairs than a group has are refused with the group and its number', async () => {
    const refused = await start(passband, { model: modelId, dataset: datasetId, pairsPerGroup: 1_000_000 });
    expect(refused.measurement).toBeNull();
    expect(refused.userErrors[0]).toMatchObject({ code: 'INVALID', field: ['input', 'pairsPerGroup'] });
    expect(refused.userErrors[0]?.message).toMatch(/\d+ pairs/);
  });

  test('a name that is taken is a conflict', async () => {
    const again = await registerModel(passband, 'small', fixture('nchw-logits.onnx'));
    expect(again.userErrors[0]?.code).toBe('CONFLICT');
  });

  test('a cancelled measurement keeps its finished rounds and says that it is partial', async () => {
    // However fast the machine is, it runs until it is cancelled.
    const goOn = await held(passband.pid);
    try {
      const started = await start(passband, {
        model: modelId,
        dataset: datasetId,
        pairsPerGroup: 10,
        step: 0.005,
        scopes: ['WITHIN_CLASS'],
      });
      const id = started.measurement?.id ?? '';
      const { cancelMeasurement } = await passband.query<{
        cancelMeasurement: { measurement: { status: string; partial: boolean } };
      }>(
        'mutation ($id: ID!) { cancelMeasurement(input: { id: $id }) { measurement { status partial } userErrors { message } } }',
        { id },
      );
      expect(cancelMeasurement.measurement).toEqual({ status: 'CANCELLED', partial: true });
    } finally {
      goOn();
    }
    await until('the queue is empty', async () => {
      const { server } = await passband.query<{ server: { queueDepth: number; workers: { running: number }[] } }>(
        'query { server { queueDepth workers { running } } }',
      );
      return server.queueDepth === 0 && server.workers.every(({ running }) => running === 0) ? true : null;
    });
  });
});
