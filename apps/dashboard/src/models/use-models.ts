'use client';

import { useMemo } from 'react';
import { useQuery } from 'urql';
import { useKeptQuery } from '../api/use-kept-query.ts';
import { metricKey, metricName, modelRecords } from '../overview/records.ts';
import { usualDataset } from '../overview/standing.ts';
import { isTag } from '../overview/tags.ts';
import { usualColumns } from './columns.ts';
import { ChoicesQuery, ModelsQuery } from './documents.ts';
import { readFilter } from './read-filter.ts';
import type { ModelsState } from './state.ts';

/** The models of a page's state, what else there is to choose, and the columns shown. A filter that can't be read leaves what was there. */
export function useModels(state: ModelsState) {
  const [{ data: choices, error: choicesError }, refetchChoices] = useQuery({
    query: ChoicesQuery,
    variables: { dataset: state.dataset ?? null },
  });
  const tags = choices?.facets.tags;
  const metrics = useMemo(() => (choices?.facets.metrics ?? []).map(metricKey), [choices]);
  const dataset = state.dataset ?? usualDataset(choices?.datasets ?? [])?.id;
  const { columns: chosen, filter } = state;
  const columns = useMemo(
    () => chosen ?? usualColumns(metrics, tags?.map(({ key }) => key) ?? []),
    [chosen, metrics, tags],
  );
  const read = useMemo(() => readFilter(filter), [filter]);
  const variables = useMemo(
    () => ({
      metrics: columns.filter((key) => !isTag(key)).map(metricName),
      filter: 'filter' in read ? read.filter : null,
      dataset: dataset ?? null,
    }),
    [columns, read, dataset],
  );
  const pause = choices === undefined || 'problem' in read;
  const [{ data, of, isOld, error }, refetch] = useKeptQuery({ query: ModelsQuery, variables, pause });
  const fresh = useMemo(() => (data ? modelRecords(data.modelPoints) : undefined), [data]);
  return {
    records: of?.dataset === variables.dataset ? fresh : undefined,
    stale: isOld && !pause,
    unread: 'problem' in read,
    error: choicesError ?? error,
    columns,
    dataset,
    datasets: choices?.datasets ?? [],
    tags: tags ?? [],
    metrics,
    reload: () => {
      refetchChoices({ requestPolicy: 'network-only' });
      refetch({ requestPolicy: 'network-only' });
    },
  };
}
