import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { isId, madeAt, newId } from './ids.ts';

/** Later than every id that a real clock gave. */
const start = Date.UTC(2100, 0, 1);

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: start }));
afterEach(() => vi.useRealTimers());

it('an id is a UUID of version 7 that says when it was made', () => {
  vi.setSystemTime(start + 86_400_000);
  const id = newId();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(isId(id)).toBe(true);
  expect(madeAt(id)).toBe(start + 86_400_000);
});

it('ids of one millisecond count up from 0, 4,096 of them, and what is more is of the next', () => {
  vi.setSystemTime(start + 2 * 86_400_000);
  const ids = Array.from({ length: 4097 }, newId);
  expect(ids.toSorted()).toEqual(ids);
  expect(ids.map((id) => Number.parseInt(id.slice(15, 18), 16)).slice(0, 3)).toEqual([0, 1, 2]);
  expect(ids.slice(-2).map((id) => [madeAt(id) - Date.now(), id.slice(15, 18)])).toEqual([
    [0, 'fff'],
    [1, '000'],
  ]);
});

it('ids grow though the clock is set back, and count from 0 again once it is past them', () => {
  vi.setSystemTime(start + 3 * 86_400_000);
  const before = newId();
  vi.setSystemTime(start + 2 * 86_400_000);
  const after = newId();
  expect(after > before).toBe(true);
  expect(madeAt(after)).toBe(madeAt(before));
  vi.setSystemTime(start + 3 * 86_400_000 + 1);
  expect(newId()).toMatch(/^.{8}-.{4}-7000-/);
});
