'use client';

import { useQuery } from 'urql';
import { useRefetch } from '../measurement/use-refetch.ts';
import { ModelResult } from './documents.ts';

/** A measurement without paths, fetched again as it goes on, at most once a second. Null while there is none. */
export function useResult(id: string | null) {
  const [{ data, error }, refresh] = useQuery({
    query: ModelResult,
    variables: { id: id ?? '' },
    pause: id === null,
  });
  const refetch = useRefetch(refresh, (changed) => changed.id === id, id === null);
  // urql shows the measurement before until this one is there.
  const result = data?.measurement?.id === id ? data.measurement : null;
  return { result, error, refetch };
}
