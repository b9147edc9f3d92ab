import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databases, useDatabaseUrls } from '../../packages/store/src/testing/database-urls.ts';
import { copyMigratedPglite } from '../../packages/store/src/testing/pglite-template.ts';
import { median } from '../bench/median.ts';
import { temporaryFolder } from '../end-to-end/passband.ts';
import { isLong, printed, times } from './figure.ts';
import { Ledger } from './ledger.ts';
import { Looking, orphanFiles } from './looking.ts';
import { type ServerPlace, ServerProgram } from './server-program.ts';
import { registerMeasured, struckWhileWriting } from './struck-writers.ts';
import { Writers } from './writers.ts';

const cycles = times({ long: 100, short: 1 });

/** Kills a server that is written to: some time after its start, or around a request or an acknowledgement. */
async function killedWhileWriting(server: ServerProgram, writers: Writers): Promise<void> {
  await struckWhileWriting(server.url, writers, {
    strike: () => void server.child.kill('SIGKILL'),
    isOver: () => server.hasEnded,
  });
  await server.ended();
  expect({ signal: server.child.signalCode, said: server.said }).toEqual({ signal: 'SIGKILL', said: '' });
}

describe.each(isLong ? databases : databases.slice(1))(
  'a server on %s that is killed while it is written to',
  (kind) => {
    const urls = useDatabaseUrls(kind);
    let data: Awaited<ReturnType<typeof temporaryFolder>>;
    beforeAll(async () => {
      data = await temporaryFolder();
    });
    afterAll(() => data.remove());

    it('has everything that it acknowledged when it is started again, and the rest whole or not at all', async () => {
      // Leases that run out, of shards claimed from a server that was killed, are warned of.
      const env = { PASSBAND_LOG_LEVEL: 'error' };
      const place: ServerPlace = { dataFolder: data.folder, databaseUrl: await urls.next(), env };
      if (kind === 'PGlite') {
        await mkdir(path.join(data.folder, 'database'));
        await copyMigratedPglite(path.join(data.folder, 'database'));
      }
      let { server } = await ServerProgram.start(place);
      const ledger = new Ledger();
      const writers = new Writers(ledger, await registerMeasured(server.url));
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
  },
);
