import { finish } from '../../apps/server/src/results/finish.ts';
import { PathResults } from '../../apps/server/src/results/path-results.ts';
import type { Database } from '../../packages/store/src/database.ts';
import { newId } from '../../packages/store/src/ids.ts';
import type { Store, StreamedPath } from '../../packages/store/src/index.ts';
import { insertCampaign } from '../../packages/store/src/testing/campaign.ts';
import { type Copy, insertCopies, isOfSecond, type Templates } from '../../packages/store/src/testing/copies.ts';
import { campaignOf } from './campaign.ts';
import { type Recording, storeTemplates } from './templates.ts';

export interface Size {
  /** With the two that are measured. */
  models: number;
  /** Each of a model of its own: at most as many. */
  measurements: number;
}

export interface Filled {
  datasetId: string;
  modelIds: string[];
  /** All path spectra, the two templates first, of networks that are there. */
  measurementIds: string[];
}

/** Copies of one statement. */
const AT_ONCE = 10;

/**
 * Fills an empty database with a campaign of models and with path spectra of some of them: two of the demo's networks are
 * measured, and each further measurement has the one's or the other's record of every path. Metrics are those that the
 * server computes when a measurement is complete.
 */
export async function fill(
  { store, database }: { store: Store; database: Database },
  size: Size,
  recording: Recording,
): Promise<Filled> {
  const { dataset, templates } = await storeTemplates(store, recording);
  const modelIds = await insertCampaign(
    database.kysely,
    campaignOf(size.models - Object.keys(templates).length),
    dataset.id,
  );
  const every = Math.floor(modelIds.length / size.measurements);
  const copies = Array.from(
    { length: size.measurements - 2 },
    (_, place): Copy => ({
      ...{ id: newId(), modelId: modelIds[place * every] ?? '', place, share: (37 * place) % 100 },
    }),
  );
  const recorded = { first: await pathsOf(store, templates.first), second: await pathsOf(store, templates.second) };
  for (let k = 0; k < copies.length; k += AT_ONCE) {
    const some = copies.slice(k, k + AT_ONCE);
    await insertCopies(database.kysely, templates, some);
    await finishAll(store, some, recorded);
  }
  return {
    datasetId: dataset.id,
    modelIds,
    measurementIds: [...Object.values(templates), ...copies.map(({ id }) => id)],
  };
}

async function pathsOf(store: Store, id: string): Promise<StreamedPath[]> {
  const paths: StreamedPath[] = [];
  for await (const path of store.paths.stream(id)) paths.push(path);
  return paths;
}

/** What the server does with measurements that are complete, but for reading their paths: they are here. */
async function finishAll(
  store: Store,
  copies: readonly Copy[],
  recorded: { [template in keyof Templates]: StreamedPath[] },
): Promise<void> {
  const byId = new Map(copies.map((copy) => [copy.id, copy]));
  const stream = async function* (id: string): AsyncGenerator<StreamedPath> {
    const copy = byId.get(id);
    if (!copy) throw new Error(`measurement ${id} is no copy`);
    for (const [k, first] of recorded.first.entries()) {
      const second = recorded.second[k];
      if (second) yield isOfSecond(first, copy) ? second : first;
    }
  };
  const results = new PathResults({ paths: { stream } });
  const refuse = () => Promise.reject(new Error('a path spectrum makes no network'));
  for (const row of await store.measurements.byIds([...byId.keys()])) await finish(store, results, refuse, row);
}
