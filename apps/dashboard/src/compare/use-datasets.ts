'use client';

import { useQuery } from 'urql';
import { DatasetsQuery } from '../overview/queries.ts';

/** All datasets, in the server's order; undefined until they are known. */
export function useDatasets() {
  const [{ data, error }, refetch] = useQuery({ query: DatasetsQuery });
  return { datasets: data?.datasets, error, refetch };
}
