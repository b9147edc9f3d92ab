import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { DiversityMetric } from '@passband/schema';
import type { DatasetRow, Store } from '@passband/store';
import { z } from 'zod';
import { loaderOf } from './inspect-model.ts';

const run = promisify(execFile);
const answer = z.array(z.number().nonnegative().nullable());

/** Diversities of the classes of datasets: computed when first asked for, by a process of its own, and kept. */
export class ClassDiversities {
  readonly #store: Store;
  readonly #program: string;
  readonly #closed: AbortSignal;
  /** By dataset and metric: all classes of one request ask at once. */
  readonly #asked = new Map<string, Promise<(number | null)[]>>();

  constructor(store: Store, program: string, closed: AbortSignal) {
    this.#store = store;
    this.#program = program;
    this.#closed = closed;
  }

  /** By class index; null of a class of fewer than two images, and of all where there are no images or too many. */
  of(dataset: DatasetRow, metric: DiversityMetric): Promise<(number | null)[]> {
    const key = `${dataset.id} ${metric}`;
    const asked = this.#asked.get(key);
    if (asked) return asked;
    const answered = this.#find(dataset, metric).finally(() => this.#asked.delete(key));
    this.#asked.set(key, answered);
    return answered;
  }

  async #find(dataset: DatasetRow, metric: DiversityMetric): Promise<(number | null)[]> {
    if (dataset.canonicalSha256 === null) return dataset.classes.map(() => null);
    const known = await this.#store.classDiversities.ofDataset(dataset.id, metric);
    return known ?? this.#compute(dataset, dataset.canonicalSha256, metric);
  }

  async #compute({ id }: DatasetRow, sha256: string, metric: DiversityMetric): Promise<(number | null)[]> {
    const file = await this.#store.blobs.file(sha256);
    if (!file) throw new Error(`blob ${sha256} of a registered dataset is not there`);
    const { stdout } = await run(process.execPath, [...loaderOf(this.#program), this.#program, file.path], {
      ...{ env: { PATH: process.env.PATH }, signal: this.#closed, maxBuffer: 10_000_000 },
    });
    const diversities = answer.parse(JSON.parse(stdout));
    await this.#store.classDiversities.put(id, metric, diversities);
    return diversities;
  }
}
