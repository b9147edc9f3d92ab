'use client';

import { useMemo } from 'react';
import { useQuery } from 'urql';
import { DatasetsQuery } from './queries.ts';
import { type Standing, standingOf, usualDataset } from './standing.ts';
import { useLiveModels } from './use-live-models.ts';

/** A model's colour and baseline among the models of a dataset (null: the first there is); live, like Overview's own. */
export function useStanding(model: string | undefined, dataset: string | null | undefined): Standing {
  const [{ data }] = useQuery({ query: DatasetsQuery, pause: dataset !== null });
  const { records } = useLiveModels(dataset === null ? usualDataset(data?.datasets ?? [])?.id : dataset);
  return useMemo(
    () => (records && model !== undefined ? standingOf(records, model) : { colour: -1 }),
    [records, model],
  );
}
