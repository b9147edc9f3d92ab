'use client';

import { useEffect, useMemo, useRef } from 'react';
import { askedText } from '../api/asked-text.ts';
import { useKeptQuery } from '../api/use-kept-query.ts';
import type { Filter } from '../models/filter-expression.ts';
import { type Condition, variedValues } from './conditions.ts';
import { differencesOf } from './differences.ts';
import { type Cutoff, fractionVariables } from './fraction.ts';
import { InterventionsQuery, interventionsQueryText } from './interventions-query.ts';

interface Choice {
  dataset: string | undefined;
  reference: Condition | undefined;
  conditions: readonly Condition[];
  cutoff: Cutoff;
  split: string | undefined;
  filter: Filter | null;
}

/** The API's limit on the tags of one baseline. */
const mostTags = 20;

/** What each intervention changed, asked of the server for the reference's values, and again when the conditions are new. */
export function useDifferences({ dataset, reference, conditions, cutoff, split, filter }: Choice) {
  const baseline = useMemo(
    () =>
      reference === undefined
        ? []
        : [...variedValues(conditions, reference).keys()]
            .slice(0, mostTags)
            .map((key) => ({ key, value: reference.tags[key] ?? '' })),
    [reference, conditions],
  );
  const text = JSON.stringify(baseline);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal baseline is the same question
  const variables = useMemo(
    () => ({
      baseline,
      groupByTag: split === undefined ? null : [split],
      dataset: dataset ?? null,
      filter,
      ...fractionVariables(cutoff),
    }),
    [text, cutoff, split, dataset, filter],
  );
  const pause = dataset === undefined || baseline.length === 0;
  const [{ data, of, isOld, error, fetching }, refetch] = useKeptQuery({ query: InterventionsQuery, variables, pause });
  const seen = useRef(conditions);
  useEffect(() => {
    if (seen.current === conditions || pause) return;
    const isFirst = seen.current.length === 0;
    seen.current = conditions;
    if (!isFirst) refetch({ requestPolicy: 'network-only' });
  }, [conditions, pause, refetch]);
  // Another dataset's rows would stand under the names of this one's.
  const isHere = of?.dataset === variables.dataset;
  const rows = useMemo(
    () => (isHere && data && reference && !pause ? differencesOf(data, reference, conditions) : []),
    [isHere, data, reference, conditions, pause],
  );
  return {
    ...{ rows, error },
    stale: isOld || fetching || error !== undefined,
    loading: fetching && !isHere,
    possible: !pause,
    query: askedText(interventionsQueryText, of),
    retry: () => refetch({ requestPolicy: 'network-only' }),
  };
}
