import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyticClassifier } from '../../apps/server/src/testing/analytic-classifier.ts';
import { databases, useDatabaseUrls } from '../../packages/store/src/testing/database-urls.ts';
import { copyFreshPglite } from '../../packages/store/src/testing/pglite-template.ts';
import { temporaryFolder } from '../end-to-end/passband.ts';
import { done, uploaded } from './api.ts';
import { printed, times } from './figure.ts';
import { Ledger } from './ledger.ts';
import { Looking, orphanFiles } from './looking.ts';
import { median } from './median.ts';
import { type ServerPlace, ServerProgram } from './server-program.ts';
import { images, type Measured, network, Writers } from './writers.ts';

const cycles = times({ long: 100, short: 1 });

/** Kills a server that is written to: some time after its start, or around a request or an acknowledgement. */
async function killedWhileWriting(server: ServerProgram, writers: Writers): Promise<void> {
  const { ledger } = writers;
  let isKilled = false;
  const kill = (): void => {
    isKilled = true;
    server.child.kill('SIGKILL');
  };
  const moment = (['sent', 'acknowledged', 'any'] as const)[Math.floor(3 * Math.random())];
  let left = 1 + Math.floor(40 * Math.random());
  let acknowledged = 0;
  let timer = setTimeout(kill, 60_000);
  ledger.onWrite = (now) => {
    if (now === 'acknowledged') acknowledged += 1;
    // There must be something to lose.
    if (acknowledged < 2) return;
    if (now === 'acknowledged' && acknowledged === 2) {
      clearTimeout(timer);
      timer = setTimeout(kill, 2_000 * Math.random());
    }
    if (now !== moment) return;
    left -= 1;
    if (left === 0) setTimeout(kill, moment === 'sent' ? 20 * Math.random() : 0);
  };
  await writers.untilKilled(server.url, () => isKilled || server.hasEnded);
  clearTimeout(timer);
  ledger.onWrite = () => {};
  await server.ended();
  expect({ signal: server.child.signalCode, said: server.said }).toEqual({ signal: 'SIGKILL', said: '' });
}

/** The model and the dataset that all measurements are of. */
async function measured(url: string): Promise<Measured> {
  const model = await done<{ model: { id: string; classCount: number } }>(
    ...([url, 'registerModel', { name: 'net', upload: await uploaded(url, 'net.onnx', network) }] as const),
    'model { id classCount }',
  );
  const dataset = await done<{ dataset: { id: string } }>(
    ...([url, 'registerDataset', { name: 'images', upload: await uploaded(url, 'images.npz', images) }] as const),
    'dataset { id }',
  );
  return { model: model.model.id, dataset: dataset.dataset.id, classifier: analyticClassifier(model.model.classCount) };
}

describe.each(databases)('a server on %s that is killed while it is written to', (kind) => {
  const urls = useDatabaseUrls(kind);
  let data: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    data = await temporaryFolder();
  });
  afterAll(() => data.remove());

  it('has everything that it acknowledged when it is started again, and the rest whole or not at all', async () => {
    const place: ServerPlace = { dataFolder: data.folder, databaseUrl: await urls.next() };
    if (kind === 'PGlite') {
      await mkdir(path.join(data.folder, 'database'));
      await copyFreshPglite(path.join(data.folder, 'database'));
    }
    let { server } = await ServerProgram.start(place);
    const ledger = new Ledger();
    const writers = new Writers(ledger, await measured(server.url));
    const wrong: string[] = [];
    let orphansAtFirst = 0;
    const restarts: number[] = [];
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      await killedWhileWriting(server, writers);
      const restarted = await ServerProgram.start(place);
      server = restarted.server;
      restarts.push(restarted.readyMs);
      wrong.push(...(await new Looking(server.url, writers.shards).wrong(ledger, 'unseen')));
      orphansAtFirst += (await orphanFiles(server.url, data.folder)).length;
      // What was removed from the database when its copy was not yet goes once the server has looked through its files.
      await expect.poll(() => orphanFiles(server.url, data.folder), { timeout: 60_000 }).toEqual([]);
    }
    wrong.push(...(await new Looking(server.url, writers.shards).wrong(ledger, 'all')));
    await server.stop('SIGTERM');
    const figure = printed({
      name: `server killed while writing, ${kind}: acknowledged lost or half there`,
      ...{ value: wrong.length, unit: 'writes', goal: '0', holds: wrong.length === 0, times: cycles },
      acknowledged: ledger.acknowledgements,
      orphansAtFirst,
      restartMedianMs: Math.round(median(restarts)),
      restartLargestMs: Math.round(Math.max(...restarts)),
    });
    expect(wrong).toEqual([]);
    expect(figure.acknowledged).toBeGreaterThan(cycles);
  }, 3_600_000);
});
