'use client';

import { useEffect, useMemo, useRef } from 'react';
import { axisOf } from '../plots/axis.ts';
import { meanPoints, runPoints } from './figure-points.ts';
import { insideOf, type Lasso, lassoWords } from './lasso.ts';
import { quantityOf } from './quantity.ts';
import type { ModelRecord } from './records.ts';
import { type OverviewState, without } from './state.ts';
import type { Shown } from './use-shown.ts';

const pauseMs = 80;

/**
 * What the lasso holds. While it is drawn the present entry of the history is replaced, at most every 80 ms; when it is done
 * that entry is what it was and the selection is a new one, so that Back leads out of it. Escape removes it.
 */
export function useSelection(
  shown: Shown,
  state: OverviewState,
  change: (state: OverviewState, how?: 'push' | 'replace') => void,
) {
  const { lasso } = state;
  const { here, conditions, categories, axes, pointKind } = shown;
  const selection = useMemo(() => {
    if (!lasso) return undefined;
    const keys = { x: lasso.x, y: lasso.y };
    const points = pointKind === 'means' ? meanPoints(conditions, keys, categories) : runPoints(here, keys, categories);
    const project = (key: string) => axisOf(quantityOf(key, here, axes).kind, []).project;
    const inside = insideOf(points, lasso, { x: project(lasso.x), y: project(lasso.y) });
    return { records: new Set(inside.flatMap(({ records }) => records)), words: lassoWords(lasso, inside) };
  }, [lasso, here, conditions, categories, axes, pointKind]);

  const before = useRef<{ state: OverviewState; at: number } | undefined>(undefined);
  const onLasso = (next: Lasso, done: boolean) => {
    before.current ??= { state, at: 0 };
    const { state: start, at } = before.current;
    if (done) {
      before.current = undefined;
      change(start, 'replace');
      change({ ...start, lasso: next }, 'push');
    } else if (performance.now() - at > pauseMs) {
      before.current.at = performance.now();
      change({ ...start, lasso: next }, 'replace');
    }
  };
  const clear = () => change(without(state, 'lasso'));
  const latest = useRef(clear);
  useEffect(() => {
    latest.current = clear;
  });
  const isSelecting = lasso !== undefined;
  useEffect(() => {
    if (!isSelecting) return;
    const onEscape = (event: KeyboardEvent) => event.key === 'Escape' && latest.current();
    window.addEventListener('keydown', onEscape);
    return () => window.removeEventListener('keydown', onEscape);
  }, [isSelecting]);
  return {
    selected: selection?.records as ReadonlySet<ModelRecord> | undefined,
    words: selection?.words,
    onLasso,
    clear,
  };
}
