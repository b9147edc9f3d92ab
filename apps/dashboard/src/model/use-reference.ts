'use client';

import { useMemo } from 'react';
import { useQuery } from 'urql';
import { Differences } from '../compare/documents.ts';
import { chosenOf } from './choice.ts';
import { ModelResult, ReferenceFractions, ReferenceMeasurements } from './documents.ts';
import type { Estimator } from './estimator.ts';
import { accuraciesOf, differencesOf, fractionsOf, type Reference } from './reference.ts';

/**
 * What a model is compared with on its page: the reference's numbers by class, and how the model differs from it over the paths
 * that both measured. All is empty while it isn't known, and for the reference itself.
 */
export function useReference(
  reference: string | undefined,
  dataset: string | null,
  spectrum: string | null,
  estimator: Estimator,
): Reference {
  const [{ data }] = useQuery({
    query: ReferenceMeasurements,
    variables: { model: reference ?? '', dataset: dataset ?? '' },
    pause: reference === undefined || dataset === null,
  });
  const measurements = useMemo(
    () => (reference === undefined ? [] : (data?.measurements.edges.map(({ node }) => node) ?? [])),
    [reference, data],
  );
  const own = chosenOf(measurements, 'LINEAR')?.id ?? '';
  const evaluation = chosenOf(measurements, 'EVALUATION')?.id ?? '';
  const [{ data: compared }] = useQuery({
    query: Differences,
    variables: {
      ...{ reference: own, others: [spectrum ?? ''], estimators: ['PERIODOGRAM', 'MIRRORED'] },
      ...{ cutoff: 0.1, unit: 'SHARE_OF_BINS' },
    },
    pause: own === '' || spectrum === null,
  });
  const [{ data: groups }] = useQuery({
    query: ReferenceFractions,
    variables: { id: own, estimator },
    pause: own === '',
  });
  const [{ data: evaluated }] = useQuery({
    query: ModelResult,
    variables: { id: evaluation },
    pause: evaluation === '',
  });
  return useMemo(
    () => ({
      differences: own === '' || spectrum === null ? {} : differencesOf(compared?.comparisons ?? []),
      fractions: own === '' ? new Map() : fractionsOf(groups?.measurement),
      accuracies: evaluation === '' ? new Map() : accuraciesOf(evaluated?.measurement),
    }),
    [own, evaluation, spectrum, compared, groups, evaluated],
  );
}
