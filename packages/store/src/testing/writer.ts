/**
 * A program that writes to the store in the folder, and on the PostgreSQL database, that it is given, and says what was acknowledged, a line each, until it is
 * killed: `KIND ID`.
 */
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';
import { newDataset, newModel, resultOf, startOne, tryClaim } from './rows.ts';

async function writeForever(store: Store, say: (line: string) => void): Promise<never> {
  const name = (k: number): string => `${process.pid}-${k}`;
  const dataset = await store.datasets.insert(newDataset({ name: name(0) }));
  say(`dataset ${dataset.id}`);
  for (let k = 0; ; k += 1) {
    const model = await store.models.insert(newModel({ name: name(k), tags: [{ key: 'k', value: `${k}` }] }));
    say(`model ${model.id}`);
    const blob = await store.blobs.put(bytes(name(k)));
    say(`blob ${blob.sha256}`);
    const { id } = await startOne(store, { method: 'PATH_SPECTRUM', roundsTotal: 3, priority: 1 }, { model, dataset });
    say(`measurement ${id}`);
    const order = await tryClaim(store);
    if (order === null) continue;
    say(`claim ${order.id}`);
    const state = await store.queue.complete(order.id, order.lease, resultOf(order));
    if (state === 'live')
      for (let round = 0; round < order.shard.roundCount; round += 1) {
        say(`round ${order.measurementId}:${order.shard.firstRound + round}`);
      }
  }
}

async function* bytes(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text.repeat(1000));
}

const [folder, databaseUrl] = process.argv.slice(2);
if (folder === undefined) throw new Error('needs a data folder');
// Straight to the file descriptor: what is printed must not wait in this process.
await writeForever(await openStore({ dataFolder: folder, databaseUrl }), (line) => {
  process.stdout.write(`${line}\n`);
});
