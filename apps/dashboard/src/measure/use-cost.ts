'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from 'urql';
import { MeasurementCost } from './documents.ts';
import type { MeasureForm } from './form.ts';
import { fieldErrors, type MeasureInput } from './input.ts';

/** What an input would cost, a moment after the last change of it; an input keeps its identity while it is the same. */
export function useCost(input: MeasureInput | null, method: MeasureForm['method']) {
  const [settled] = useDebouncedValue(input, 300);
  const variables = settled === null ? {} : costVariables(settled);
  const [{ data, fetching, error }] = useQuery({ query: MeasurementCost, variables, pause: settled === null });
  const current = settled === input && input !== null && !fetching ? data?.measurementCost : undefined;
  return {
    cost: input === null ? undefined : data?.measurementCost,
    loading: input !== null && current === undefined,
    errors: fieldErrors(current?.userErrors ?? [], method),
    problem: error?.message,
  };
}

/** Of a sweep, the first training: all of them cost the same. */
export function costVariables(input: MeasureInput) {
  return 'noiseFitting' in input ? { noiseFitting: input.noiseFitting.base } : input;
}
