import { describe, expect, test } from 'vitest';
import { isFinal, methodName, queueOrder, shareDone, shortQueue, withChange } from './status.ts';

const at = (id: string, status: string, createdAt: string) => ({ id, status, createdAt });

describe('the queue', () => {
  test('what runs comes first, then who waits longest, then who ended last', () => {
    const list = [
      at('new', 'QUEUED', '2026-03'),
      at('old', 'QUEUED', '2026-01'),
      at('done', 'SUCCEEDED', '2026-01'),
      at('late', 'FAILED', '2026-02'),
      at('now', 'RUNNING', '2026-04'),
    ];
    expect(queueOrder(list).map((m) => m.id)).toEqual(['now', 'old', 'new', 'late', 'done']);
  });

  test('a change takes the place of what it changes', () => {
    const list = [at('a', 'QUEUED', ''), at('b', 'QUEUED', '')];
    expect(withChange(list, at('b', 'RUNNING', '')).map((m) => m.status)).toEqual(['QUEUED', 'RUNNING']);
  });

  test('is short: the first that wait, what runs, what ended, and the one that is shown', () => {
    const list = [
      at('now', 'RUNNING', ''),
      ...['a', 'b', 'c', 'd'].map((id) => at(id, 'QUEUED', '')),
      at('done', 'FAILED', ''),
    ];
    expect(shortQueue(list, 'd', 2).map((m) => m.id)).toEqual(['now', 'a', 'b', 'd', 'done']);
  });

  test('what is new is put first', () => {
    expect(withChange([at('a', 'QUEUED', '')], at('c', 'QUEUED', '')).map((m) => m.id)).toEqual(['c', 'a']);
  });
});

test('a status that this page does not know is final: nothing more is expected of it', () => {
  expect(['QUEUED', 'RUNNING', 'FAILED', 'PAUSED'].map(isFinal)).toEqual([false, false, true, true]);
});

test('a method that this page does not know is printed as it came', () => {
  expect(methodName('SOMETHING_NEW')).toBe('SOMETHING_NEW');
});

test('the share that is done stays between 0 and 1, and is 1 after success', () => {
  expect(shareDone({ done: 5, total: 0 }, 'RUNNING')).toBe(0);
  expect(shareDone({ done: 12, total: 10 }, 'RUNNING')).toBe(1);
  expect(shareDone({ done: 9, total: 10 }, 'SUCCEEDED')).toBe(1);
});
