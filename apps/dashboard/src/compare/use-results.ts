'use client';

import { useMemo } from 'react';
import { stringifyDocument } from 'urql';
import { askedText } from '../api/asked-text.ts';
import { useKeptQuery } from '../api/use-kept-query.ts';
import { ComparedSpectra, Differences } from './documents.ts';
import { besideOf, type Shown } from './series.ts';
import type { CompareState } from './url.ts';

type Choice = Pick<CompareState, 'estimator' | 'cutoff' | 'unit'>;

/**
 * Spectra of all and differences of the others from the first. While others load, the ones before stay, as stale; a request
 * that fails leaves what was there. `data` says in files which data the numbers are of.
 */
export function useResults(shown: readonly Shown[], { estimator, cutoff, unit }: Choice, data: string) {
  const ids = shown.map(({ spectrum }) => spectrum).join('\n');
  const variables = useMemo(() => {
    const measurements = ids === '' ? [] : ids.split('\n');
    const beside = besideOf(estimator);
    const [reference = '', ...others] = measurements;
    return {
      spectra: { measurements, estimator, other: beside, cutoff, unit },
      differences: { reference, others, estimators: [estimator, beside], cutoff, unit },
    };
  }, [ids, estimator, cutoff, unit]);
  const [spectra, refetchSpectra] = useKeptQuery({
    query: ComparedSpectra,
    variables: variables.spectra,
    pause: shown.length === 0,
  });
  const [differences, refetchDifferences] = useKeptQuery({
    query: Differences,
    variables: variables.differences,
    pause: shown.length < 2,
  });
  const reference = variables.differences.reference;
  const comparisons = useMemo(
    () => differences.data?.comparisons.filter((comparison) => comparison.reference.id === reference),
    [differences.data, reference],
  );
  return {
    spectra: shown.length === 0 ? undefined : spectra.data,
    // Those of the reference before say nothing of this one.
    comparisons: shown.length < 2 ? undefined : comparisons,
    stale: { spectra: isStale(spectra), differences: isStale(differences) },
    error: spectra.error ?? differences.error,
    queries: {
      spectra: queryText(ComparedSpectra, variables.spectra, data),
      differences: queryText(Differences, variables.differences, data),
    },
    refetch: () => {
      refetchSpectra({ requestPolicy: 'network-only' });
      refetchDifferences({ requestPolicy: 'network-only' });
    },
  };
}

/** Of other models or another choice, asked for again, or left from before a failure. */
function isStale(answer: { isOld: boolean; fetching: boolean; error: unknown }): boolean {
  return answer.isOld || answer.fetching || answer.error !== undefined;
}

function queryText(document: Parameters<typeof stringifyDocument>[0], variables: object, data: string): string {
  return `${askedText(stringifyDocument(document), variables)} ${data}`;
}
