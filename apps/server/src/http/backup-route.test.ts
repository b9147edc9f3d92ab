import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { restore } from '@passband/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyticClassifier } from '../testing/analytic-classifier.ts';
import { datasetId, modelId, TestServer } from '../testing/test-server.ts';

const backupProgram = fileURLToPath(new URL('../../dist/backup.js', import.meta.url));

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start({ backupProgram });
  const model = await server.model('a net', { tags: [{ key: 'epochs', value: '6' }] });
  const ids = { model: modelId(model), dataset: datasetId(await server.dataset('images')) };
  await server.measured('measurePathSpectrum', { ...ids, pairsPerGroup: 4, step: 0.5 }, analyticClassifier(3));
  await server.measured('evaluateModel', ids, analyticClassifier(3));
});
afterAll(() => server.remove());

const EVERYTHING = `{
  models(first: 10) { edges { node { id name sha256 tags { key value } metrics { name value standardError lower upper recordedAt } } } }
  datasets { id name mean std classes { name } }
  measurements(first: 10) { edges { node { id method status seed finishedAt imagesEvaluated provenance { parameters }
    ... on PathSpectrumMeasurement {
      highFrequencyFraction { mean standardError lower upper count } spectra { scope packed pathCount }
      paths(first: 100) { edges { node { id imageA { index } imageB { index } samples highFrequencyFraction spectrum { magnitude } } } }
    } } } }
}`;

async function archive(name: string): Promise<string> {
  const response = await fetch(`${server.url}/export/backup`);
  expect(response.status).toBe(200);
  const file = path.join(server.folder, name);
  await writeFile(file, Readable.fromWeb(response.body as import('node:stream/web').ReadableStream));
  return file;
}

describe('GET /export/backup', { timeout: 120_000 }, () => {
  it('is a whole archive of what the server keeps while it goes on: restored, another server answers the same', async () => {
    const before = await server.query(EVERYTHING);
    expect(before.measurements.edges).toHaveLength(2);
    const made = archive('first.tar.gz');
    const asked = await Promise.all([server.query(EVERYTHING), server.model('while it is made')]);
    expect(asked[0].measurements).toEqual(before.measurements);
    const dataFolder = path.join(server.folder, 'restored');
    await restore({ file: await made, dataFolder });
    const second = await TestServer.start({ dataFolder, databaseUrl: null });
    try {
      const after = await second.query(EVERYTHING);
      expect({ ...after, models: null }).toEqual({ ...before, models: null });
      expect(after.models.edges).toContainEqual(before.models.edges[0]);
      const file = await second.store.blobs.file((await second.store.datasets.all())[0]?.canonicalSha256 ?? '');
      expect(file).not.toBeNull();
    } finally {
      await second.stop();
    }
  });

  it('is made one at a time, and again after somebody went away', async () => {
    const ask = (signal: AbortSignal | null = null) => fetch(`${server.url}/export/backup`, { signal });
    const aways = [new AbortController(), new AbortController()];
    // Whichever of the two comes second is refused, at once.
    const refused = await Promise.race(aways.map(({ signal }) => ask(signal).catch(() => null)));
    expect(refused?.status).toBe(409);
    expect(await refused?.json()).toEqual({ error: expect.stringMatching(/^one backup is made at a time/) });
    for (const away of aways) away.abort();
    for (;;) {
      const again = await ask();
      if (again.status !== 409) {
        expect(again.status).toBe(200);
        await again.body?.cancel();
        return;
      }
    }
  });

  it('of a program that fails is an error with an id, and no archive', async () => {
    const broken = await TestServer.start({ backupProgram: path.join(server.folder, 'no such program.js') });
    try {
      const response = await fetch(`${broken.url}/export/backup`);
      expect(response.status).toBe(500);
      expect(broken.logged.join()).toMatch(/the archive could not be made: .*Cannot find module/);
    } finally {
      await broken.remove();
    }
  });
});
