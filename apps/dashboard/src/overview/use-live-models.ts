'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { useMeasurementChanges } from '../measurement/use-changes.ts';
import { usePaced } from '../measurement/use-paced.ts';
import { PointsQuery } from './queries.ts';
import { type ModelRecord, metricKeys, metricNames, modelRecords } from './records.ts';

const refetchMs = 2000;
const metrics = metricKeys.map((key) => metricNames[key]);
const unfinished = new Set(['QUEUED', 'RUNNING']);

/**
 * The models of a dataset with their numbers, fetched again when a measurement ends, at most every 2 s. Old records stay while
 * new ones load. `underway` counts the measurements that are queued or running.
 */
export function useLiveModels(dataset: string | undefined) {
  const variables = useMemo(() => ({ metrics, dataset: dataset ?? null }), [dataset]);
  const [{ data, error, fetching, stale }, refetch] = useQuery({
    query: PointsQuery,
    variables,
    pause: dataset === undefined,
  });
  const fresh = useMemo(() => (data ? modelRecords(data.modelPoints) : undefined), [data]);
  // A request that fails leaves what was there.
  const [kept, setKept] = useState<{ dataset: string | undefined; records: ModelRecord[] }>();
  useEffect(() => {
    if (fresh) setKept({ dataset, records: fresh });
  }, [fresh, dataset]);
  const records = fresh ?? (kept?.dataset === dataset ? kept?.records : undefined);
  const [statuses, setStatuses] = useState<ReadonlyMap<string, string>>(new Map());
  const known = useRef(new Map<string, string>());
  const refetchSoon = usePaced(() => {
    if (dataset !== undefined) refetch({ requestPolicy: 'network-only' });
  }, refetchMs);
  useMeasurementChanges(
    ({ id, status }) => {
      if (known.current.get(id) === status) return;
      const isNew = !known.current.has(id);
      known.current.set(id, status);
      setStatuses(new Map(known.current));
      // A measurement that ends brings numbers; one that is new may be of a model that is new.
      if (isNew || !unfinished.has(status)) refetchSoon();
    },
    () => {
      known.current.clear();
      setStatuses(new Map());
      refetchSoon();
    },
  );

  const underway = [...statuses.values()].filter((status) => unfinished.has(status)).length;
  return { records, error, loading: fetching && !data, stale, underway, refetch };
}
