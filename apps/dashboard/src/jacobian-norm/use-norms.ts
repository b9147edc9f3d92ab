'use client';

import { useMemo } from 'react';
import { useKeptQuery } from '../api/use-kept-query.ts';
import { useRefetch } from '../measurement/use-refetch.ts';
import { JacobianNorms } from './documents.ts';
import { type Norm, normsOf } from './norms.ts';

/** The Jacobian norms of a dataset's models, asked for again when one more is measured. */
export function useNorms(dataset: string | null): readonly Norm[] {
  const [{ data, isOld }, refresh] = useKeptQuery({
    query: JacobianNorms,
    variables: { dataset: dataset ?? '' },
    pause: dataset === null,
  });
  useRefetch(refresh, ({ method, status }) => method === 'JACOBIAN_NORM' && status === 'SUCCEEDED', dataset === null);
  return useMemo(() => (data === undefined || isOld ? [] : normsOf(data.modelPoints)), [data, isOld]);
}
