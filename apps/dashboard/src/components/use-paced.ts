'use client';

import { useCallback, useEffect, useRef } from 'react';

/**
 * Calls `action` when asked to, but at most once in `intervalMs`: at once where the last call is long ago, else at the end of
 * the interval, once for everything that was asked meanwhile.
 */
export function usePaced(action: () => void, intervalMs: number): () => void {
  const latest = useRef(action);
  useEffect(() => {
    latest.current = action;
  });
  const state = useRef<{ last: number; timer: ReturnType<typeof setTimeout> | undefined }>({
    last: 0,
    timer: undefined,
  });
  useEffect(() => () => clearTimeout(state.current.timer), []);
  return useCallback(() => {
    const now = state.current;
    if (now.timer !== undefined) return;
    const run = () => {
      now.timer = undefined;
      now.last = Date.now();
      latest.current();
    };
    now.timer = setTimeout(run, Math.max(0, now.last + intervalMs - Date.now()));
  }, [intervalMs]);
}
