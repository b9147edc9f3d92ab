'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';

/**
 * A page's state, held by its URL. `parse` and `format` are each other's inverse; a change pushes a new entry to the history
 * unless it replaces the present one.
 */
export function useSearchState<State>(parse: (search: string) => State, format: (state: State) => string) {
  const search = useSearchParams().toString();
  const state = useMemo(() => parse(search), [parse, search]);
  const change = useCallback(
    (next: State, how: 'push' | 'replace' = 'push') => {
      const url = window.location.pathname + format(next);
      if (how === 'push') window.history.pushState(null, '', url);
      else window.history.replaceState(null, '', url);
    },
    [format],
  );
  return [state, change] as const;
}
