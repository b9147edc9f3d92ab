'use client';

import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { besideChoices } from './beside.ts';
import { type Inspected, SpectraOnDataset, type SpectrumOnDataset } from './documents.ts';

/** Measurements are looked through so far, newest first. */
const mostLooked = 1000;

/** Measurements of other models on the same paths; empty while they load, and where they can't be. */
export function useBesideChoices(inspected: Inspected | undefined): readonly SpectrumOnDataset[] {
  const client = useClient();
  const [found, setFound] = useState<{ dataset: string; all: readonly SpectrumOnDataset[] }>();
  const dataset = inspected?.dataset.id;
  useEffect(() => {
    if (dataset === undefined) return;
    let left = false;
    const load = async () => {
      const all: SpectrumOnDataset[] = [];
      let after: string | null = null;
      do {
        const { data }: { data?: Page | undefined } = await client.query(SpectraOnDataset, { dataset, after });
        if (left) return;
        if (data === undefined) break;
        all.push(...data.measurements.edges.map(({ node }) => node));
        after = data.measurements.pageInfo.hasNextPage ? data.measurements.pageInfo.endCursor : null;
      } while (after !== null && all.length < mostLooked);
      setFound({ dataset, all });
    };
    load();
    return () => {
      left = true;
    };
  }, [client, dataset]);
  return inspected && found?.dataset === dataset ? besideChoices(found?.all ?? [], inspected) : [];
}

type Page = import('../api/graphql.ts').ResultOf<typeof SpectraOnDataset>;
