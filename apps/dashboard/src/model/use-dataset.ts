'use client';

import { useMemo } from 'react';
import { useQuery } from 'urql';
import { type DatasetChoice, datasetChoices, fittingDataset, shownDataset } from './dataset-choice.ts';
import { ModelDatasets, type ModelMeasurement, type ModelRecord } from './documents.ts';

/** The dataset that a model's page shows, among those that it has results on; before there are any, one that would fit it. */
export function useDataset(
  model: ModelRecord,
  measurements: readonly ModelMeasurement[],
  search: URLSearchParams,
): { choices: readonly DatasetChoice[]; dataset: { id: string; name: string } | null } {
  const choices = useMemo(() => datasetChoices(measurements, model.metrics), [measurements, model.metrics]);
  const asked = { dataset: search.get('dataset'), measurement: search.get('measurement') };
  const dataset = shownDataset(choices, measurements, asked);
  const [{ data }] = useQuery({ query: ModelDatasets, pause: dataset !== null || model.format === 'EXTERNAL' });
  const offered = fittingDataset(data?.datasets ?? [], model.inputShape) ?? null;
  return { choices, dataset: dataset ?? offered };
}
