import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ask } from '../end-to-end/passband.ts';
import { absent, type Ledger } from './ledger.ts';
import { type ModelValue, modelText, type ShardPlace, sha256Of } from './writers.ts';

/** What a server says of the things that were written through it. */
export class Looking {
  readonly #url: string;
  readonly #shards: ReadonlyMap<string, ShardPlace>;
  /** Exports of measurements, each asked for once. */
  readonly #tables = new Map<string, Promise<Row[]>>();

  constructor(url: string, shards: ReadonlyMap<string, ShardPlace>) {
    this.#url = url;
    this.#shards = shards;
  }

  /** Everything in the ledger, or what was written since the last look, that is not as it must be. */
  async wrong(ledger: Ledger, which: 'all' | 'unseen'): Promise<string[]> {
    const names = ledger.names(which);
    const seeds = await this.#seeds(which);
    const wrong: string[] = [];
    for (const name of names) {
      const problem = ledger.look(name, await this.#actual(name, seeds, ledger, which));
      if (problem !== null) wrong.push(problem);
    }
    return wrong;
  }

  async #actual(name: string, seeds: readonly number[], ledger: Ledger, which: 'all' | 'unseen'): Promise<string> {
    const [kind, rest = ''] = name.split(' ');
    if (kind === 'model') return this.#model(name);
    if (kind === 'dataset') return this.#dataset(name);
    if (kind === 'shard') return this.#shard(name);
    if (kind === 'epoch') return this.#epoch(name, which === 'unseen');
    const found = seeds.filter((seed) => seed === Number(rest)).length;
    // Those of long ago are not on the first pages.
    if (found === 0 && which === 'unseen') return ledger.valueOf(name) === 'there' ? 'not among the newest' : absent;
    return found === 0 ? absent : found === 1 ? 'there' : `${found} of them`;
  }

  async #model(name: string): Promise<string> {
    const fields = 'sha256 tags { key value } metrics(currentOnly: false) { name value }';
    const { model } = await ask<{ model: StoredModel | null }>(
      this.#url,
      `query ($name: String!) { model(name: $name) { ${fields} } }`,
      { name },
    );
    if (model === null) return absent;
    const value: ModelValue = {
      sha256: model.sha256 === null ? null : await this.#blob(model.sha256),
      tags: model.tags.map(({ key, value }) => `${key}=${value}`).sort(),
      metrics: model.metrics.map((metric) => `${metric.name}=${metric.value}`).sort(byNumber),
    };
    return modelText(value);
  }

  async #dataset(name: string): Promise<string> {
    const { dataset } = await ask<{ dataset: { id: string; sha256: string; imageCount: number } | null }>(
      this.#url,
      'query ($name: String!) { dataset(name: $name) { id sha256 imageCount } }',
      { name },
    );
    if (dataset === null) return absent;
    const picture = await fetch(`${this.#url}/images/${dataset.id}/${dataset.imageCount - 1}.png`);
    return picture.ok ? dataset.sha256 : `its last image answers ${picture.status}`;
  }

  async #shard(name: string): Promise<string> {
    const { rows, at } = await this.#rowsAt(name);
    const groups = new Set(rows.map(({ group }) => group));
    if (new Set(rows.map(({ group, round }) => `${group} ${round}`)).size < rows.length) return 'twice';
    const mine = rows.filter(({ round }) => round >= at.firstRound && round < at.firstRound + at.roundCount);
    if (mine.length === 0) return absent;
    return mine.length === groups.size * at.roundCount ? 'stored' : `${mine.length} paths of ${groups.size} groups`;
  }

  async #epoch(name: string, isNewest: boolean): Promise<string> {
    const { rows, at } = await this.#rowsAt(name);
    const epochs = rows.filter(({ round }) => round === at.firstRound).length;
    if (epochs !== 1) return epochs === 0 ? absent : 'twice';
    // What training went past is removed.
    return isNewest ? this.#blob(at.checkpoint ?? '') : (at.checkpoint ?? '');
  }

  async #rowsAt(name: string): Promise<{ rows: Row[]; at: ShardPlace }> {
    const at = this.#shards.get(name);
    if (at === undefined) throw new Error(`${name} was never claimed`);
    const asked = this.#tables.get(at.measurement) ?? this.#table(at.measurement);
    this.#tables.set(at.measurement, asked);
    return { rows: await asked, at };
  }

  async #table(measurement: string): Promise<Row[]> {
    const response = await fetch(`${this.#url}/export/measurements/${measurement}.csv`);
    if (!response.ok) throw new Error(`${measurement}.csv answered ${response.status}: ${await response.text()}`);
    const [head = '', ...lines] = (await response.text()).trim().split(/\r?\n/);
    const columns = head.split(',');
    return lines.map((line) => {
      const cells = line.split(',');
      const cell = (column: string): string | undefined => cells[columns.indexOf(column)];
      return {
        group: `${cell('classA')}-${cell('classB')}`,
        // Epochs are counted from 1.
        round: columns.includes('epoch') ? Number(cell('epoch')) - 1 : Number(cell('round')),
      };
    });
  }

  /** The seeds of measurements: of all, or of the newest two hundred. */
  async #seeds(which: 'all' | 'unseen'): Promise<number[]> {
    const seeds: number[] = [];
    let after: string | null = null;
    do {
      const { measurements }: { measurements: SeedPage } = await ask(
        this.#url,
        'query ($after: String) { measurements(first: 100, after: $after) { edges { node { seed } } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      seeds.push(...measurements.edges.map(({ node }) => node.seed));
      after = measurements.pageInfo.hasNextPage ? measurements.pageInfo.endCursor : null;
    } while (after !== null && (which === 'all' || seeds.length < 200));
    return seeds;
  }

  /** The sha256 of what a blob holds. */
  async #blob(sha256: string): Promise<string> {
    const response = await fetch(`${this.#url}/blobs/${sha256}`);
    if (!response.ok) return `its file answers ${response.status}`;
    return sha256Of(new Uint8Array(await response.arrayBuffer()));
  }
}

interface Row {
  group: string;
  round: number;
}
interface StoredModel {
  sha256: string | null;
  tags: { key: string; value: string }[];
  metrics: { name: string; value: number }[];
}
interface SeedPage {
  edges: { node: { seed: number } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

const byNumber = (a: string, b: string): number => (a.at(1) ?? '').localeCompare(b.at(1) ?? '') || a.localeCompare(b);

/**
 * Files of a data folder that no row names: in blobs/, with PostgreSQL copies/, what can't be fetched, in work/ all of them
 * once nothing runs.
 */
export async function orphanFiles(url: string, dataFolder: string): Promise<string[]> {
  const orphans = (await filesBelow(path.join(dataFolder, 'work'))).map((file) => `work/${file}`);
  for (const folder of ['blobs', 'copies'].filter((one) => existsSync(path.join(dataFolder, one)))) {
    for (const file of await filesBelow(path.join(dataFolder, folder))) {
      const sha256 = file.replaceAll(path.sep, '');
      const { status } = await fetch(`${url}/blobs/${sha256}`, { method: 'HEAD' });
      if (status !== 200) orphans.push(`${folder}/${file}`);
    }
  }
  return orphans;
}

export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}
