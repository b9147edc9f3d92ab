'use client';

import { useSyncExternalStore } from 'react';
import { withModel } from './url.ts';

const key = 'passband-compare';
const none: readonly string[] = [];
const listeners = new Set<() => void>();
let known: readonly string[] | undefined;

/** What the tab's session kept; a browser that keeps nothing begins with none. */
function read(): readonly string[] {
  try {
    const value: unknown = JSON.parse(window.sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : none;
  } catch {
    return none;
  }
}

function current(): readonly string[] {
  known ??= read();
  return known;
}

/** Keeps the models that were compared last, so that other pages add to them and lead back. */
export function keepCollection(ids: readonly string[]): void {
  if (ids.join() === current().join()) return;
  known = [...ids];
  try {
    window.sessionStorage.setItem(key, JSON.stringify(known));
  } catch {
    // Without storage the collection lives as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Adds a model to those that Compare shows next. */
export function addToCompare(id: string): void {
  keepCollection(withModel(current(), id));
}

/** The models that Compare shows next, by id. */
export function useCollection(): readonly string[] {
  return useSyncExternalStore(subscribe, current, () => none);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
