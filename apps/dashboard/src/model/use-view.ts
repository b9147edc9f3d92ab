'use client';

import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useNorms } from '../jacobian-norm/use-norms.ts';
import { bounded } from '../measurement/sentences.ts';
import { useStanding } from '../overview/use-standing.ts';
import type { ModelRecord } from './documents.ts';
import { estimatorOf } from './estimator.ts';
import { fractionOf, keyNumbers } from './key-numbers.ts';
import { modelFinding } from './sentences.ts';
import { shownOf } from './shown.ts';
import { useDataset } from './use-dataset.ts';
import { useReference } from './use-reference.ts';
import { useResult } from './use-result.ts';
import { useSpectrum } from './use-spectrum.ts';

/** All that a model's page shows at its address: the dataset, the measurements of it, their results and what they stand beside. */
export function useView(model: ModelRecord) {
  const search = useSearchParams();
  const estimator = estimatorOf(search);
  const all = useMemo(() => model.measurements.edges.map((edge) => edge.node), [model]);
  const { choices, dataset } = useDataset(model, all, search);
  const id = dataset?.id ?? null;
  const here = useMemo(() => all.filter((m) => m.dataset.id === id), [all, id]);
  const shown = shownOf(here, search.get('measurement'));
  const { spectrum, stale, error: spectrumError, refetch: refetchSpectrum } = useSpectrum(shown.LINEAR, estimator);
  const { result } = useResult(shown.JACOBIAN_NORM);
  const jacobian = result?.__typename === 'JacobianNormMeasurement' ? result : null;
  const norms = useNorms(id);
  const { colour, baseline } = useStanding(model.id, id);
  const reference = useReference(baseline?.record.id, id, shown.LINEAR, estimator);
  const fraction = (scope: 'within' | 'between') => fractionOf(scope, model.metrics, spectrum, id);
  const finding = `${modelFinding(fraction('within'), fraction('between'))}${spectrum?.partial ? ' Partial: of the rounds that are done.' : ''}`;
  return {
    ...{ search, estimator, all, here, choices, dataset, shown },
    ...{ spectrum, stale, spectrumError, refetchSpectrum, jacobian, norms, colour, baseline, reference },
    // Kept empty while it loads: a sentence that is taken back is worse than none.
    finding: shown.LINEAR !== null && spectrum === null ? ' ' : finding,
    hasSpectra: [shown.LINEAR, shown.DIRECTION, shown.AMPLITUDE, shown.PHASE].some((one) => one !== null),
    numbers: keyNumbers(model.metrics, spectrum, id, baseline, {
      own: jacobian?.jacobianNorm ? bounded(jacobian.jacobianNorm) : null,
      baseline: norms.find((norm) => norm.id === baseline?.record.id),
      differences: reference.differences,
    }),
  };
}
