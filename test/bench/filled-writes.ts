import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask } from '../end-to-end/passband.ts';
import { uploadedFile } from '../end-to-end/upload.ts';
import type { Asked, FilledRow } from './filled.ts';
import { percentilesOf } from './timed-requests.ts';

const DATA = fileURLToPath(new URL('../../packages/demo/data/', import.meta.url));
const TOKEN_HEADERS = { 'content-type': 'application/json' };

/** Times of something that is done so many times. */
async function timesOf(
  count: number,
  once: (place: number) => Promise<number>,
): Promise<ReturnType<typeof percentilesOf>> {
  const times: number[] = [];
  let bytes = 0;
  for (let k = 0; k < count; k++) {
    const started = performance.now();
    bytes = await once(k);
    times.push(performance.now() - started);
  }
  return percentilesOf(times, bytes);
}

/** A mutation that must have done something. */
async function changed(asked: Asked, field: string, type: string, input: object): Promise<void> {
  const query = `mutation ($input: ${type}!) { ${field}(input: $input) { userErrors { message } } }`;
  const data = await ask<Record<string, { userErrors: { message: string }[] }>>(asked.server, query, { input });
  const [error] = data[field]?.userErrors ?? [];
  if (error) throw new Error(`${field}: ${error.message}`);
}

/** Path spectra that are not there yet: of another seed each. */
async function started(asked: Asked, seed: number): Promise<void> {
  const model = `model-${asked.measurements[seed % 1000]?.modelId}`;
  const input = { model, dataset: `dataset-${asked.datasetId}`, pairsPerGroup: 20, seed };
  await changed(asked, 'measurePathSpectrum', 'MeasurePathSpectrumInput', input);
}

async function claimed(asked: Asked): Promise<void> {
  const runtimes = [{ name: 'onnx/cpu', available: true, device: null, reason: null }];
  const body = { id: 'bench', host: 'bench', runtimes, imagesPerSecond: null, wait: false };
  const response = await fetch(`${asked.server}/worker/claim`, {
    ...{ method: 'POST', headers: TOKEN_HEADERS, body: JSON.stringify(body) },
  });
  if (response.status !== 200) throw new Error(`a claim answered ${response.status}: ${await response.text()}`);
}

/** A figure takes at most 10,000 models: as many as there were. */
async function deleteImported(asked: Asked): Promise<void> {
  const query = '{ models(first: 100, filter: { format: EXTERNAL }) { edges { node { id } } } }';
  for (;;) {
    const { models } = await ask<{ models: { edges: { node: { id: string } }[] } }>(asked.server, query);
    if (models.edges.length === 0) return;
    for (const { node } of models.edges) await changed(asked, 'deleteModel', 'DeleteModelInput', { id: node.id });
  }
}

/** Rows that change what is there, a little; those that follow stay what they are. */
export const WRITES: Readonly<Record<string, FilledRow>> = {
  start: (asked) =>
    timesOf(100, async (k) => {
      await started(asked, 1000 + k);
      return 0;
    }),
  claim: async (asked) => {
    for (let k = 0; k < 100; k++) await started(asked, 2000 + k);
    return timesOf(100, () => claimed(asked).then(() => 0));
  },
  'record-metrics': (asked) =>
    timesOf(100, async (k) => {
      const metrics = [{ name: 'robustness', value: k / 100 }];
      const model = `model-${asked.measurements[k]?.modelId}`;
      await changed(asked, 'recordMetrics', 'RecordMetricsInput', { model, metrics });
      return 0;
    }),
  'import-447': async (asked) => {
    const passband = { url: asked.server, query: <T>(text: string, given = {}) => ask<T>(asked.server, text, given) };
    const upload = await uploadedFile(passband, join(DATA, 'robustnets-metrics.json'));
    const times = await timesOf(1, async () => {
      await changed(asked, 'importResults', 'ImportResultsInput', { format: 'ROBUSTNETS', upload });
      return 0;
    });
    await deleteImported(asked);
    return times;
  },
  'export-npz': (asked) =>
    timesOf(20, async () => {
      const response = await fetch(`${asked.server}/export/measurements/measurement-${asked.next().id}.npz`);
      if (!response.ok) throw new Error(`an export answered ${response.status}`);
      return (await response.arrayBuffer()).byteLength;
    }),
  'delete-model': (asked) =>
    timesOf(5, async (k) => {
      const id = `model-${asked.measurements.at(-3 - k)?.modelId}`;
      await changed(asked, 'deleteModel', 'DeleteModelInput', { id });
      return 0;
    }),
};
