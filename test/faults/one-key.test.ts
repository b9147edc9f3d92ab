import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databases, useDatabaseUrls } from '../../packages/store/src/testing/database-urls.ts';
import { copyMigratedPglite } from '../../packages/store/src/testing/pglite-template.ts';
import { ask, temporaryFolder } from '../end-to-end/passband.ts';
import { mutate } from './api.ts';
import { isLong, printed, times } from './figure.ts';
import { ServerProgram } from './server-program.ts';
import { registerMeasured } from './struck-writers.ts';

/** Fifty clients, or one that asks again and again, start with one key at once: of servers that share a database too. */

const AT_ONCE = 50;
const KEYS = times({ long: 50, short: 3 });

type Started = { measurement: { id: string } | null; userErrors: { code: string }[] };

// The embedded database has one server, which takes one statement after another: the whole suite tries the harder one.
describe.each(isLong ? databases : databases.slice(1))('on %s', (kind) => {
  const urls = useDatabaseUrls(kind);
  let data: Awaited<ReturnType<typeof temporaryFolder>>;
  const servers: ServerProgram[] = [];
  beforeAll(async () => {
    data = await temporaryFolder();
  });
  afterAll(async () => {
    for (const server of servers) await server.stop('SIGTERM');
    await data.remove();
  });

  async function startServers(): Promise<string> {
    const databaseUrl = await urls.next();
    if (databaseUrl === undefined) {
      await mkdir(path.join(data.folder, 'one', 'database'), { recursive: true });
      await copyMigratedPglite(path.join(data.folder, 'one', 'database'));
    }
    for (const name of databaseUrl === undefined ? ['one'] : ['one', 'two'])
      servers.push((await ServerProgram.start({ dataFolder: path.join(data.folder, name), databaseUrl })).server);
    return urlOf(0);
  }
  const urlOf = (k: number): string => servers[k % servers.length]?.url ?? '';

  it('fifty starts at once with one key are one measurement, and every answer is that one', async () => {
    const url = await startServers();
    const { model, dataset } = await registerMeasured(url);
    const wrong: string[] = [];
    for (let key = 1; key <= KEYS; key += 1) {
      const training = { dataset, architecture: 'mlp', noise: 'UNIFORM', frequency: 0, epochs: 2 };
      const spectrum = { model, dataset, pairsPerGroup: 7, samples: 8 };
      const [mutation, parameters] =
        key % 3 === 0 ? (['measureNoiseFitting', training] as const) : (['measurePathSpectrum', spectrum] as const);
      // Every second key is used for two different measurements: whoever is first has it.
      const seedOf = (k: number): number => (key % 2 === 0 && k % 2 === 1 ? key + 1_000 : key);
      const answers = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, k) =>
          mutate<Started>(
            ...([urlOf(k + (k >> 1)), mutation] as const),
            { ...parameters, seed: seedOf(k), idempotencyKey: `key ${key}` },
            'measurement { id }',
          ),
        ),
      );
      const given = new Set(answers.flatMap(({ measurement }) => measurement?.id ?? []));
      if (given.size !== 1) wrong.push(`key ${key}: ${given.size} measurements in the answers`);
      const refused = answers.filter(({ measurement }) => measurement === null);
      if (refused.length !== (key % 2 === 0 ? AT_ONCE / 2 : 0)) wrong.push(`key ${key}: ${refused.length} refused`);
      if (refused.some(({ userErrors }) => userErrors[0]?.code !== 'CONFLICT')) wrong.push(`key ${key}: no CONFLICT`);
    }
    // What was started and given to nobody would be here, and wait for a worker.
    const { measurements, server } = await ask<{
      measurements: { totalCount: number };
      server: { queueDepth: number };
    }>(...([urlOf(1), '{ measurements { totalCount } server { queueDepth } }'] as const));
    const figure = printed({
      name: `one-key-${kind}`,
      value: measurements.totalCount / KEYS,
      unit: 'measurements a key',
      goal: '1',
      holds: measurements.totalCount === KEYS && server.queueDepth === KEYS && wrong.length === 0,
      ...{ times: KEYS, startsAtOnce: AT_ONCE, servers: servers.length, queued: server.queueDepth },
    });
    expect(wrong).toEqual([]);
    expect(figure).toMatchObject({ holds: true });
  }, 600_000);
});
