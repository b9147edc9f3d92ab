import { stat } from 'node:fs/promises';
import { type Dataset, openCanonical } from '@passband/datasets';
import { IN_USE_MS } from './blob-cache.ts';

/**
 * The dataset that shards are done on, one after another: it stays open between them, but not for longer than the cache
 * leaves its file. A file that was removed keeps its room on the disk as long as it is open.
 */
export class OpenDataset {
  readonly #idleMs: number;
  #open: { file: string; inode: number; dataset: Dataset } | null = null;
  #idle: NodeJS.Timeout | undefined;

  constructor(idleMs = IN_USE_MS) {
    this.#idleMs = idleMs;
  }

  /** The dataset of a canonical file, until another is asked for or `rest`. */
  async of(file: string): Promise<Dataset> {
    clearTimeout(this.#idle);
    // One that was removed and fetched again has another inode.
    const { ino: inode } = await stat(file);
    if (this.#open?.file === file && this.#open.inode === inode) return this.#open.dataset;
    await this.#close();
    const dataset = await openCanonical(file);
    this.#open = { file, inode, dataset };
    return dataset;
  }

  /** Nothing is read from it for now. */
  rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.#close(), this.#idleMs).unref();
  }

  async #close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.dataset.close();
  }
}
