'use client';

import { useMemo } from 'react';
import { useQuery } from 'urql';
import { readFilter } from '../models/read-filter.ts';
import { FacetsQuery } from './queries.ts';
import { metricKey } from './records.ts';
import { elsewhereWords, modelsHere } from './standing.ts';
import type { OverviewState } from './state.ts';
import { isTag } from './tags.ts';
import { useElsewhere } from './use-elsewhere.ts';
import { useLiveModels } from './use-live-models.ts';

const noTags: readonly { key: string; values: readonly string[] }[] = [];

/** The models of a dataset with the metrics that a state asks for, and how many are known on others alone. */
export function useModels(
  datasets: readonly { id: string; name: string }[],
  dataset: string | undefined,
  { x, y, columns, cutoff, filter: filterText = '' }: OverviewState,
) {
  const wanted = JSON.stringify(
    [x, y, ...(columns ?? [])].filter((key) => key !== undefined && !isTag(key) && key !== 'varied' && key !== 'value'),
  );
  const others = useMemo<string[]>(() => JSON.parse(wanted), [wanted]);
  // A filter that can't be read leaves all models; its field says why.
  const filter = useMemo(() => {
    const read = readFilter(filterText);
    return 'filter' in read ? read.filter : null;
  }, [filterText]);
  const { records, error, stale, underway, refetch, query } = useLiveModels(dataset, { cutoff, others, filter });
  const [{ data: facets }] = useQuery({
    query: FacetsQuery,
    variables: { dataset: dataset ?? null },
    pause: dataset === undefined,
  });
  const elsewhere = useElsewhere(datasets, dataset);
  const here = useMemo(() => {
    const known = new Set([...elsewhere.values()].flatMap((ids) => [...ids]));
    return records && modelsHere(records, known);
  }, [records, elsewhere]);
  const words = useMemo(() => {
    const present = new Set(here?.map(({ id }) => id));
    const counts = [...elsewhere].map(([name, ids]) => ({
      dataset: name,
      count: [...ids].filter((id) => !present.has(id)).length,
    }));
    return elsewhereWords(counts);
  }, [here, elsewhere]);
  return {
    here,
    filter,
    tags: facets?.facets.tags ?? noTags,
    error,
    stale,
    underway,
    query,
    elsewhere: words,
    metrics: useMemo(() => (facets?.facets.metrics ?? []).map(metricKey), [facets]),
    reload: () => {
      if (dataset !== undefined) refetch({ requestPolicy: 'network-only' });
    },
  };
}
