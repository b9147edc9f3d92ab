import type { MeasurementRow } from '@passband/store';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MeasurementWatch } from './watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Measurements that run, how far they are, and whoever listens to them. */
function running(...ids: string[]) {
  const done = new Map(ids.map((id) => [id, 0]));
  const listeners = new Set<(id: string | null) => void>();
  const rowOf = (id: string) =>
    ({ id, status: 'RUNNING', imagesDone: done.get(id) }) as Partial<MeasurementRow> as MeasurementRow;
  const measurements = {
    onChange(listener: (id: string | null) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    byIds: async (wanted: readonly string[]) => wanted.map(rowOf),
    page: async () => ({
      edges: ids.map((id) => ({ cursor: id, node: rowOf(id) })),
      totalCount: ids.length,
      hasNextPage: false,
    }),
  };
  const advance = (id: string, imagesDone: number): void => {
    done.set(id, imagesDone);
    for (const listener of listeners) listener(id);
  };
  return { measurements, advance };
}

/** What is told to who follows, until the test is over. */
function told(store: ReturnType<typeof running>, id: string | null): [id: string, imagesDone: number][] {
  const all: [string, number][] = [];
  void (async () => {
    const { signal } = new AbortController();
    for await (const row of new MeasurementWatch(store).follow(id, signal)) all.push([row.id, row.imagesDone]);
  })();
  return all;
}

describe('who follows a measurement', () => {
  it('is told at most four changes a second, and the last one always', async () => {
    const store = running('a');
    const all = told(store, 'a');
    await vi.advanceTimersByTimeAsync(0);
    expect(all).toEqual([['a', 0]]);
    for (let done = 1; done <= 40; done++) {
      store.advance('a', done);
      await vi.advanceTimersByTimeAsync(25);
    }
    expect(all.slice(1).map(([, done]) => done)).toEqual([10, 20, 30, 40]);
    store.advance('a', 41);
    await vi.advanceTimersByTimeAsync(240);
    expect(all).toHaveLength(5);
    await vi.advanceTimersByTimeAsync(10);
    expect(all.at(-1)).toEqual(['a', 41]);
  });

  it('of all is told of one that was quiet at once, whatever another does', async () => {
    const store = running('a', 'b');
    const all = told(store, null);
    await vi.advanceTimersByTimeAsync(300);
    store.advance('a', 1);
    await vi.advanceTimersByTimeAsync(0);
    store.advance('a', 2);
    store.advance('b', 1);
    await vi.advanceTimersByTimeAsync(0);
    expect(all.slice(2)).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
  });
});
