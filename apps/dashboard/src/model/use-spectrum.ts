'use client';

import { useKeptQuery } from '../api/use-kept-query.ts';
import { useRefetch } from '../measurement/use-refetch.ts';
import { ModelSpectrum } from './documents.ts';
import type { Estimator } from './estimator.ts';

/**
 * The path spectrum that a model's figures show; fetched again as it goes on, at most once a second. While another estimator
 * loads, the one before stays, as stale; another measurement's is none.
 */
export function useSpectrum(id: string | null, estimator: Estimator) {
  const [{ data, isOld, error }, refresh] = useKeptQuery({
    query: ModelSpectrum,
    variables: { id: id ?? '', estimator },
    pause: id === null,
  });
  const refetch = useRefetch(refresh, (changed) => changed.id === id, id === null);
  const measurement = data?.measurement;
  const isShown = measurement?.__typename === 'PathSpectrumMeasurement' && measurement.id === id;
  return { spectrum: isShown ? measurement : null, stale: isOld, error, refetch };
}
