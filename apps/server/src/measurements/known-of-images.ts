import type { Dataset } from '@passband/datasets';
import { canonicalJson } from '@passband/engine';

const MOST = 100;

/** What is computed of a dataset's images, once for each thing that is asked; of more than 100 the oldest goes. */
export class KnownOfImages<T> {
  readonly #known = new WeakMap<Dataset, Map<string, Promise<T>>>();

  of(images: Dataset, asked: unknown, compute: () => Promise<T>): Promise<T> {
    const own = this.#known.get(images) ?? new Map<string, Promise<T>>();
    this.#known.set(images, own);
    const key = canonicalJson(asked);
    const known = own.get(key);
    if (known) return known;
    const computed = compute();
    own.set(key, computed);
    computed.catch(() => own.delete(key));
    const [oldest] = own.keys();
    if (own.size > MOST && oldest !== undefined) own.delete(oldest);
    return computed;
  }
}
