'use client';

import { useMemo } from 'react';
import { useKeptQuery } from '../api/use-kept-query.ts';
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
  const [{ data, isOld }] = useKeptQuery({
    query: ReferenceMeasurements,
    variables: { model: reference ?? '', dataset: dataset ?? '' },
    pause: reference === undefined || dataset === null,
  });
  const measurements = useMemo(
    () => (reference === undefined || isOld ? [] : (data?.measurements.edges.map(({ node }) => node) ?? [])),
    [reference, data, isOld],
  );
  const own = chosenOf(measurements, 'LINEAR')?.id ?? '';
  const evaluation = chosenOf(measurements, 'EVALUATION')?.id ?? '';
  const [{ data: compared, isOld: isOther }] = useKeptQuery({
    query: Differences,
    variables: {
      ...{ reference: own, others: [spectrum ?? ''], estimators: ['PERIODOGRAM', 'MIRRORED'] },
      ...{ cutoff: 0.1, unit: 'SHARE_OF_BINS' },
    },
    pause: own === '' || spectrum === null,
  });
  const [{ data: groups }] = useKeptQuery({
    query: ReferenceFractions,
    variables: { id: own, estimator },
    pause: own === '',
  });
  const [{ data: evaluated }] = useKeptQuery({
    query: ModelResult,
    variables: { id: evaluation },
    pause: evaluation === '',
  });
  return useMemo(
    () => ({
      differences: own === '' || spectrum === null || isOther ? {} : differencesOf(compared?.comparisons ?? []),
      fractions: groups?.measurement?.id === own ? fractionsOf(groups.measurement) : new Map(),
      accuracies: evaluated?.measurement?.id === evaluation ? accuraciesOf(evaluated.measurement) : new Map(),
    }),
    [own, evaluation, spectrum, compared, isOther, groups, evaluated],
  );
}
