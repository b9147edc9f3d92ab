'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from 'urql';
import { MeasurementCost } from './documents.ts';
import type { MeasureForm } from './form.ts';
import { fieldErrors, type MeasureInput } from './input.ts';

/** What an input would cost, a moment after the last change of it. */
export function useCost(input: MeasureInput | null, method: MeasureForm['method']) {
  const text = input === null ? '' : JSON.stringify(input);
  const [settled] = useDebouncedValue(text, 300);
  const variables = settled === '' ? {} : costVariables(JSON.parse(settled));
  const [{ data, fetching, error }] = useQuery({ query: MeasurementCost, variables, pause: settled === '' });
  const current = settled === text && text !== '' && !fetching ? data?.measurementCost : undefined;
  return {
    cost: text === '' ? undefined : data?.measurementCost,
    loading: text !== '' && current === undefined,
    errors: fieldErrors(current?.userErrors ?? [], method),
    problem: error?.message,
  };
}

/** Of a sweep, the first training: all of them cost the same. */
export function costVariables(input: MeasureInput) {
  return 'noiseFitting' in input ? { noiseFitting: input.noiseFitting.base } : input;
}
