'use client';

import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { usePaced } from '../components/use-paced.ts';
import type { MeasurementHead } from './fragments.ts';
import { MeasurementResults } from './results.ts';
import { useMeasurementChanges } from './use-changes.ts';

/** The early band of the spectrum is of so many rounds. */
export const earlyRounds = 4;

/** One measurement, live: its head changes with every event, its results follow at most once a second. */
export function useMeasurement(id: string) {
  const [{ data, fetching, error }, refresh] = useQuery({ query: MeasurementResults, variables: { id, earlyRounds } });
  const refetch = usePaced(() => refresh({ requestPolicy: 'network-only' }), 1000);
  const [change, setChange] = useState<MeasurementHead>();
  useMeasurementChanges(
    (changed) => {
      if (changed.id === id) setChange(changed);
    },
    () => {
      setChange(undefined);
      refetch();
    },
  );
  const result = data?.measurement?.id === id ? data.measurement : null;
  const waiting = change !== undefined && (result === null || isAhead(change, result));
  // Asked again after each change and each answer: an answer can come so fast that `fetching` is never seen to be true.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (waiting && !fetching) refetch();
  }, [waiting, fetching, refetch, change, data, error]);
  const head: MeasurementHead | null = waiting && change.id === id ? change : result;
  return { head, result, missing: data !== undefined && data.measurement === null, error, refetch };
}

/** Whether an event tells of more than the results that were fetched. */
function isAhead(change: MeasurementHead, result: MeasurementHead): boolean {
  return change.status !== result.status || change.progress.done > result.progress.done;
}
