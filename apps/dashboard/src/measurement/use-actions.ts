'use client';

import { useState } from 'react';
import { type CombinedError, useMutation } from 'urql';
import { problemsOf } from '../api/problems.ts';
import type { Refusal } from '../format/labels.ts';
import { CancelMeasurement, RetryMeasurement } from './documents.ts';

/** Cancel and retry, with what went wrong in words. `onDone` gets the id to look at: a retry may be a new measurement. */
export function useMeasurementActions(onDone: (id: string) => void) {
  const [cancelling, cancel] = useMutation(CancelMeasurement);
  const [retrying, retry] = useMutation(RetryMeasurement);
  const [problem, setProblem] = useState<string>();
  const finish = (id: string, userErrors: readonly Refusal[] = [], error: CombinedError | undefined) => {
    const isRefused = error !== undefined || userErrors.length > 0;
    setProblem(isRefused ? problemsOf(userErrors, error).join(' ') : undefined);
    if (!isRefused) onDone(id);
  };
  return {
    busy: cancelling.fetching || retrying.fetching,
    problem,
    cancel: async (id: string) => {
      const { data, error } = await cancel({ id });
      finish(id, data?.cancelMeasurement.userErrors, error);
    },
    retry: async (id: string) => {
      const { data, error } = await retry({ id });
      finish(data?.retryMeasurement.measurement?.id ?? id, data?.retryMeasurement.userErrors, error);
    },
  };
}
