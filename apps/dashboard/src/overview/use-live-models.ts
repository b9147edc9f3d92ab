'use client';

import { useMemo, useRef, useState } from 'react';
import type { OperationContext } from 'urql';
import { askedText } from '../api/asked-text.ts';
import { useKeptQuery } from '../api/use-kept-query.ts';
import { usePaced } from '../components/use-paced.ts';
import { isFinal } from '../measurement/status.ts';
import { useMeasurementChanges } from '../measurement/use-changes.ts';
import type { Filter } from '../models/filter-expression.ts';
import { type Cutoff, fractionVariables, publishedCutoff } from './fraction.ts';
import { PointsQuery, pointsQueryText } from './queries.ts';
import { type MetricKey, metricName, modelRecords } from './records.ts';

const refetchMs = 2000;

interface Choice {
  cutoff?: Cutoff;
  /** Metrics beside the five. */
  others?: readonly MetricKey[];
  /** Null: all. */
  filter?: Filter | null;
}

const nothingElse: readonly MetricKey[] = [];

/**
 * The models of a dataset with their numbers, fetched again when a measurement ends, at most every 2 s. Old records stay while
 * new ones load. `underway` counts the measurements that are queued or running.
 */
export function useLiveModels(dataset: string | undefined, choice: Choice = {}) {
  const { cutoff = publishedCutoff, others = nothingElse, filter = null } = choice;
  const variables = useMemo(() => pointVariables(dataset, cutoff, others, filter), [dataset, cutoff, others, filter]);
  const [{ data, of, isOld, error }, refetch] = useKeptQuery({
    query: PointsQuery,
    variables,
    pause: dataset === undefined,
  });
  const fresh = useMemo(() => (data ? modelRecords(data.modelPoints, data.mirrored?.metrics) : undefined), [data]);
  // Another filter's or cutoff's records may stand until the new ones are there; another dataset's would be taken for its own.
  const records = of?.dataset === variables.dataset ? fresh : undefined;
  const underway = useUnfinished(dataset, refetch);
  return { records, error, stale: isOld, underway, refetch, query: askedText(pointsQueryText, of) };
}

function pointVariables(
  dataset: string | undefined,
  cutoff: Cutoff,
  others: readonly MetricKey[],
  filter: Filter | null,
) {
  const { metrics, ...fractions } = fractionVariables(cutoff);
  return {
    metrics: [...new Set([...metrics, ...others.map(metricName)])],
    dataset: dataset ?? null,
    filter,
    ...fractions,
  };
}

/** How many measurements are queued or running; asks again for what is shown when one comes or ends. */
function useUnfinished(dataset: string | undefined, refetch: (options: Partial<OperationContext>) => void): number {
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
      if (isNew || isFinal(status)) refetchSoon();
    },
    () => {
      known.current.clear();
      setStatuses(new Map());
      refetchSoon();
    },
  );
  return [...statuses.values()].filter((status) => !isFinal(status)).length;
}
