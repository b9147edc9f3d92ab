import type { MeasurementRow, Store } from '@passband/store';

/** Changes of one measurement are told at most this often: four a second. */
const QUIET_MS = 250;
/** A server's clock and its database's differ by less. */
const CLOCKS_APART_MS = 60_000;

/** Where they are stored. */
interface Watched {
  measurements: Pick<Store['measurements'], 'onChange' | 'byIds' | 'page'>;
}

/** Which measurements change, told to whoever follows them. */
export class MeasurementWatch {
  readonly #store: Watched;
  /** Rows as of the last change that was told of them, for a moment: what a thousand follow is read once. */
  readonly #reads = new Map<string, Promise<MeasurementRow | null>>();

  constructor(store: Watched) {
    this.#store = store;
    // Before any follower hears of it: what was asked for until now may be old.
    store.measurements.onChange((changed) => {
      if (changed === null) this.#reads.clear();
      else this.#reads.delete(changed);
    });
  }

  /**
   * A snapshot of one measurement (of all that are queued or running where `id` is null), then each change. What has
   * changed is kept as a set of ids and read when the follower is ready for it, so a slow follower skips states in between
   * and holds nothing. Where changes may have been missed, because the database was away, what is followed is read again.
   * Ends with `over`, at once: a generator that waits can not be ended by its `return`.
   */
  async *follow(id: string | null, over: AbortSignal): AsyncGenerator<MeasurementRow, void, void> {
    const pending = new Set<string>();
    const toldAt = new Map<string, number>();
    let wake = () => {};
    let heardAt = Date.now();
    let missedSince: number | null = null;
    const stop = this.#store.measurements.onChange((changed) => {
      if (changed === null) missedSince ??= heardAt;
      else if (id !== null && changed !== id) return;
      else pending.add(changed);
      heardAt = Date.now();
      wake();
    });
    const woken = () => wake();
    over.addEventListener('abort', woken);
    try {
      for await (const row of this.#snapshot(id)) {
        if (over.aborted) return;
        toldAt.set(row.id, Date.now());
        yield row;
      }
      while (!over.aborted) {
        if (missedSince !== null) {
          const since: number = missedSince;
          missedSince = null;
          const missed = id === null ? [...toldAt.keys(), ...(await this.#changedSince(since))] : [id];
          for (const one of missed) pending.add(one);
        }
        const next = nextOf(pending, toldAt, Date.now());
        if (next.id === null) {
          await new Promise<void>((resolve) => {
            const timer = next.inMs === null ? undefined : setTimeout(resolve, next.inMs);
            wake = () => {
              clearTimeout(timer);
              resolve();
            };
            if (over.aborted) wake();
          });
          wake = () => {};
          continue;
        }
        pending.delete(next.id);
        const row = await this.#read(next.id);
        if (!row) continue;
        if (isOver(row)) toldAt.delete(row.id);
        else toldAt.set(row.id, Date.now());
        yield row;
      }
    } finally {
      stop();
      over.removeEventListener('abort', woken);
    }
  }

  #read(id: string): Promise<MeasurementRow | null> {
    const known = this.#reads.get(id);
    if (known) return known;
    const read = this.#store.measurements.byIds([id]).then(([row]) => row ?? null);
    this.#reads.set(id, read);
    const forget = () => {
      if (this.#reads.get(id) === read) this.#reads.delete(id);
    };
    read.catch(forget);
    // Followers are told at their own times, at most so far apart.
    setTimeout(forget, 2 * QUIET_MS).unref();
    return read;
  }

  /** Measurements that live, and those that were made since: such a one may have come and gone unheard. */
  async #changedSince(ms: number): Promise<Set<string>> {
    const ids = new Set<string>();
    for await (const row of this.#snapshot(null)) ids.add(row.id);
    let after: string | undefined;
    do {
      const page = await this.#store.measurements.page({ first: 100, after });
      const made = page.edges.filter(({ node }) => node.createdAt.getTime() >= ms - CLOCKS_APART_MS);
      for (const { node } of made) ids.add(node.id);
      const isAll = made.length < page.edges.length || !page.hasNextPage;
      after = isAll ? undefined : page.edges.at(-1)?.cursor;
    } while (after !== undefined);
    return ids;
  }

  async *#snapshot(id: string | null): AsyncGenerator<MeasurementRow> {
    if (id !== null) {
      yield* await this.#store.measurements.byIds([id]);
      return;
    }
    let after: string | undefined;
    do {
      const page = await this.#store.measurements.page({
        first: 100,
        after,
        filter: { statuses: ['QUEUED', 'RUNNING'] },
      });
      for (const { node } of page.edges) yield node;
      after = page.hasNextPage ? page.edges.at(-1)?.cursor : undefined;
    } while (after !== undefined);
  }
}

const isOver = (row: MeasurementRow): boolean => row.status !== 'QUEUED' && row.status !== 'RUNNING';

/** The first changed measurement that was quiet for long enough, or how long until one is; null where none changed. */
function nextOf(
  pending: ReadonlySet<string>,
  toldAt: ReadonlyMap<string, number>,
  now: number,
): { id: string; inMs: null } | { id: null; inMs: number | null } {
  let inMs: number | null = null;
  for (const id of pending) {
    const wait = (toldAt.get(id) ?? 0) + QUIET_MS - now;
    if (wait <= 0) return { id, inMs: null };
    inMs = Math.min(inMs ?? wait, wait);
  }
  return { id: null, inMs };
}
