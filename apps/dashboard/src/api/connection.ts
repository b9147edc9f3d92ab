import { useSyncExternalStore } from 'react';

/** Whether changes still arrive. `nextAttemptAt` is when the next try starts, in milliseconds of the epoch. */
export type Connection = { state: 'open' } | { state: 'lost'; since: number; nextAttemptAt: number };

const open: Connection = { state: 'open' };
let current: Connection = open;
const listeners = new Set<() => void>();
const retries = new Set<() => void>();

function set(next: Connection): void {
  current = next;
  for (const listener of listeners) listener();
}

export function connectionOpened(): void {
  if (current.state === 'lost') set(open);
}

export function connectionLost(nextAttemptAt: number): void {
  set({ state: 'lost', since: current.state === 'lost' ? current.since : Date.now(), nextAttemptAt });
}

/** Registers what `retryNow` calls while a stream waits for its next attempt. */
export function onRetryNow(retry: () => void): () => void {
  retries.add(retry);
  return () => retries.delete(retry);
}

export function retryNow(): void {
  for (const retry of [...retries]) retry();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => open,
  );
}
