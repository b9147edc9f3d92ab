'use client';

import { useQuery } from 'urql';
import { DatasetsQuery } from '../overview/queries.ts';

const none: readonly { id: string; name: string }[] = [];

/** All datasets, in the server's order. */
export function useDatasets(): readonly { id: string; name: string }[] {
  const [{ data }] = useQuery({ query: DatasetsQuery });
  return data?.datasets ?? none;
}
