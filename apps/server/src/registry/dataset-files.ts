import { type Dataset, openCanonical } from '@passband/datasets';
import type { DatasetRow, Store } from '@passband/store';

/** Datasets whose canonical file is open: opened when first asked for, a few at a time. */
export class DatasetFiles {
  readonly #store: Store;
  readonly #most: number;
  readonly #open = new Map<string, Promise<Dataset>>();

  constructor(store: Store, most = 16) {
    this.#store = store;
    this.#most = most;
  }

  /** Null for a dataset without images here. Valid until as many others were asked for: read from it at once. */
  async of(row: DatasetRow): Promise<Dataset | null> {
    if (row.canonicalSha256 === null) return null;
    const known = this.#open.get(row.id);
    if (known) {
      this.#open.delete(row.id);
      this.#open.set(row.id, known);
      return known;
    }
    const opening = this.#openFile(row.canonicalSha256);
    this.#open.set(row.id, opening);
    opening.catch(() => this.#open.delete(row.id));
    await this.#closeOldest();
    return opening;
  }

  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.allSettled(open.map(async (dataset) => (await dataset).close()));
  }

  async #openFile(sha256: string): Promise<Dataset> {
    const file = await this.#store.blobs.file(sha256);
    if (!file) throw new Error(`blob ${sha256} of a registered dataset is not there`);
    return openCanonical(file.path);
  }

  async #closeOldest(): Promise<void> {
    if (this.#open.size <= this.#most) return;
    const [oldest] = this.#open;
    if (!oldest) return;
    this.#open.delete(oldest[0]);
    await (await oldest[1]).close();
  }
}
