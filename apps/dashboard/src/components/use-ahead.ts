'use client';

import { useEffect } from 'react';

/**
 * Fetches code that a page shows later, once the page stands: data are asked for first, and by the time they are there the
 * code mostly is too. Keep the function's identity. A fetch that fails is tried again by what shows the code.
 */
export function useAhead(load: () => Promise<unknown>): void {
  useEffect(() => {
    load().catch(() => {});
  }, [load]);
}
