'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { usePaced } from '../components/use-paced.ts';
import { useMeasurementChanges } from '../measurement/use-changes.ts';
import { ComparedModel, type ComparedModelRecord } from './documents.ts';

const refetchMs = 1000;

type Spectrum = Extract<
  ComparedModelRecord['measurements']['edges'][number]['node'],
  { __typename: 'PathSpectrumMeasurement' }
>;

/** A model with its path spectra, newest first. */
export interface ChosenModel extends Omit<ComparedModelRecord, 'measurements'> {
  spectra: readonly Spectrum[];
}

/**
 * The models of these ids, in their order; null for one that there isn't. Known ones stay while others load, and a model is
 * asked for again when a measurement of it ends.
 */
export function useComparedModels(ids: readonly string[]) {
  const client = useClient();
  const [models, setModels] = useState<ReadonlyMap<string, ChosenModel | null>>(new Map());
  const [error, setError] = useState<CombinedError>();
  const load = useCallback(
    async (wanted: readonly string[], policy: 'cache-first' | 'network-only') => {
      const answers = await Promise.all(
        wanted.map((id) => client.query(ComparedModel, { id }, { requestPolicy: policy }).toPromise()),
      );
      setError(answers.find((answer) => answer.error)?.error);
      setModels((before) => {
        const next = new Map(before);
        for (const [k, { data }] of answers.entries()) if (data) next.set(wanted[k] ?? '', chosenModel(data.model));
        return next;
      });
    },
    [client],
  );
  const asked = ids.join('\n');
  useEffect(() => {
    if (asked !== '') void load(asked.split('\n'), 'cache-first');
  }, [asked, load]);
  const refetch = useCallback(() => {
    if (asked !== '') void load(asked.split('\n'), 'network-only');
  }, [asked, load]);
  const refetchSoon = usePaced(refetch, refetchMs);
  const statuses = useRef(new Map<string, string>());
  useMeasurementChanges(({ id, status, model }) => {
    if (!ids.includes(model.id) || statuses.current.get(id) === status) return;
    statuses.current.set(id, status);
    refetchSoon();
  }, refetchSoon);
  const known = ids.flatMap((id) => models.get(id) ?? []);
  const missing = ids.filter((id) => models.get(id) === null);
  return { models: known, missing, loading: known.length + missing.length < ids.length, error, refetch };
}

function chosenModel(model: ComparedModelRecord | null): ChosenModel | null {
  if (model === null) return null;
  const { measurements, ...own } = model;
  const spectra = measurements.edges.flatMap(({ node }) =>
    node.__typename === 'PathSpectrumMeasurement' ? [node] : [],
  );
  return { ...own, spectra };
}
