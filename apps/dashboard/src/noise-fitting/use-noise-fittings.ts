'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import type { ResultOf } from '../api/graphql.ts';
import { usePaced } from '../components/use-paced.ts';
import { useMeasurementChanges } from '../measurement/use-changes.ts';
import { type ListedMeasurement, NoiseFittings, OneNoiseFitting } from './documents.ts';

const refetchMs = 1000;

interface Loaded {
  dataset: string;
  runs: ReadonlyMap<string, ListedMeasurement>;
}

/**
 * Every noise fitting of a dataset. One that changes is fetched again by itself, at most every second, so that the curves of a
 * running training grow; what was loaded stays while anything is fetched, and where a request fails.
 */
export function useNoiseFittings(dataset: string | undefined) {
  const client = useClient();
  const [loaded, setLoaded] = useState<Loaded>();
  const [error, setError] = useState<CombinedError>();
  const current = useRef(dataset);
  const load = useCallback(async () => {
    current.current = dataset;
    if (dataset === undefined) return;
    const answer = await everyPage(client, dataset);
    if (current.current !== dataset) return;
    setError(answer.error);
    if (answer.runs) setLoaded({ dataset, runs: new Map(answer.runs.map((run) => [run.id, run])) });
  }, [client, dataset]);
  useEffect(() => {
    void load();
  }, [load]);
  const changed = useRef(new Set<string>());
  const fetchChanged = usePaced(async () => {
    const ids = [...changed.current];
    changed.current.clear();
    const answers = await Promise.all(
      ids.map((id) => client.query(OneNoiseFitting, { id }, { requestPolicy: 'network-only' }).toPromise()),
    );
    const runs = answers.flatMap(({ data }) =>
      data?.measurement?.__typename === 'NoiseFittingMeasurement' ? [data.measurement] : [],
    );
    setLoaded((before) => before && { ...before, runs: withRuns(before, runs) });
  }, refetchMs);
  useMeasurementChanges(
    ({ id, method, dataset: of }) => {
      if (method !== 'NOISE_FITTING' || of.id !== dataset) return;
      changed.current.add(id);
      fetchChanged();
    },
    () => void load(),
  );
  const runs = useMemo(
    () => (loaded?.dataset === dataset && loaded ? [...loaded.runs.values()] : undefined),
    [loaded, dataset],
  );
  return { runs, error, refetch: load };
}

function withRuns({ dataset, runs }: Loaded, fresh: readonly ListedMeasurement[]): Map<string, ListedMeasurement> {
  const out = new Map(runs);
  for (const run of fresh) if (run.dataset.id === dataset) out.set(run.id, run);
  return out;
}

/** All pages, one after another. */
async function everyPage(
  client: ReturnType<typeof useClient>,
  dataset: string,
): Promise<{ runs?: ListedMeasurement[]; error?: CombinedError }> {
  const runs: ListedMeasurement[] = [];
  let after: string | null = null;
  do {
    const answer: { data?: ResultOf<typeof NoiseFittings> | undefined; error?: CombinedError | undefined } =
      await client.query(NoiseFittings, { dataset, after }, { requestPolicy: 'network-only' }).toPromise();
    if (answer.error || !answer.data) return answer.error ? { error: answer.error } : {};
    const { edges, pageInfo } = answer.data.measurements;
    for (const { node } of edges) if (node.__typename === 'NoiseFittingMeasurement') runs.push(node);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return { runs };
}
