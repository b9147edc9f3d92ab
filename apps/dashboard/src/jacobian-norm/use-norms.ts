'use client';

import { useMemo } from 'react';
import { useKeptQuery } from '../api/use-kept-query.ts';
import { usePaced } from '../components/use-paced.ts';
import { useMeasurementChanges } from '../measurement/use-changes.ts';
import { JacobianNorms } from './documents.ts';
import { type Norm, normsOf } from './norms.ts';

/** The Jacobian norms of a dataset's models, asked for again when one more is measured. */
export function useNorms(dataset: string | null): readonly Norm[] {
  const [{ data, isOld }, refresh] = useKeptQuery({
    query: JacobianNorms,
    variables: { dataset: dataset ?? '' },
    pause: dataset === null,
  });
  const refetch = usePaced(() => dataset !== null && refresh({ requestPolicy: 'network-only' }), 1000);
  useMeasurementChanges(({ method, status }) => {
    if (method === 'JACOBIAN_NORM' && status === 'SUCCEEDED') refetch();
  }, refetch);
  return useMemo(() => (data === undefined || isOld ? [] : normsOf(data.modelPoints)), [data, isOld]);
}
