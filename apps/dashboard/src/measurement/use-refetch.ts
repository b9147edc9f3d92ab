'use client';

import type { OperationContext } from 'urql';
import { usePaced } from '../components/use-paced.ts';
import type { MeasurementHead } from './fragments.ts';
import { useMeasurementChanges } from './use-changes.ts';

/**
 * Asks again for what a page shows, at most once a second, whenever a measurement that concerns it changes, and where changes
 * may have passed unseen; not while nothing is asked for. Returns what asks at once.
 */
export function useRefetch(
  refresh: (options: Partial<OperationContext>) => void,
  concerns: (measurement: MeasurementHead) => boolean,
  pause = false,
): () => void {
  const refetch = usePaced(() => {
    if (!pause) refresh({ requestPolicy: 'network-only' });
  }, 1000);
  useMeasurementChanges((changed) => {
    if (concerns(changed)) refetch();
  }, refetch);
  return refetch;
}
