'use client';

import { useQuery } from 'urql';
import { useMeasurementChanges } from '../measurement/use-changes.ts';
import { usePaced } from '../measurement/use-paced.ts';
import { ModelSpectrum } from './documents.ts';
import type { Estimator } from './estimator.ts';

/**
 * The path spectrum that a model's figures show; fetched again as it goes on, at most once a second. While another estimator
 * loads, the one before stays, as stale.
 */
export function useSpectrum(id: string | null, estimator: Estimator) {
  const [{ data, error, fetching, stale }, refresh] = useQuery({
    query: ModelSpectrum,
    variables: { id: id ?? '', estimator },
    pause: id === null,
  });
  const refetch = usePaced(() => refresh({ requestPolicy: 'network-only' }), 1000);
  useMeasurementChanges((changed) => {
    if (changed.id === id) refetch();
  }, refetch);
  const measurement = id === null ? null : (data?.measurement ?? null);
  const spectrum = measurement?.__typename === 'PathSpectrumMeasurement' ? measurement : null;
  return { spectrum, stale: fetching && stale, error, refetch };
}
