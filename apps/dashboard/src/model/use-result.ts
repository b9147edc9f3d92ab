'use client';

import { useQuery } from 'urql';
import { usePaced } from '../components/use-paced.ts';
import { useMeasurementChanges } from '../measurement/use-changes.ts';
import { ModelResult } from './documents.ts';

/** A measurement without paths, fetched again as it goes on, at most once a second. Null while there is none. */
export function useResult(id: string | null) {
  const [{ data, error }, refresh] = useQuery({
    query: ModelResult,
    variables: { id: id ?? '' },
    pause: id === null,
  });
  const refetch = usePaced(() => id !== null && refresh({ requestPolicy: 'network-only' }), 1000);
  useMeasurementChanges((changed) => {
    if (changed.id === id) refetch();
  }, refetch);
  // urql shows the measurement before until this one is there.
  const result = data?.measurement?.id === id ? data.measurement : null;
  return { result, error, refetch };
}
