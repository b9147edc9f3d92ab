'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useKeptQuery } from '../api/use-kept-query.ts';
import { ChosenModel, ModelsByName } from './documents.ts';

/** Models whose names contain what is typed, and the chosen one, which may be none of them. */
export function useModelChoices(chosen: string) {
  const [typed, search] = useState('');
  const [chosenAnswer] = useQuery({ query: ChosenModel, variables: { id: chosen }, pause: chosen === '' });
  const current = chosenAnswer.data?.model ?? null;
  // Mantine reports the chosen option's label as what is searched for: that would hide all others.
  const [contains] = useDebouncedValue(current !== null && typed === current.name ? '' : typed, 200);
  const [{ data, error }] = useKeptQuery({ query: ModelsByName, variables: { contains } });
  const found = data?.models.edges.map((edge) => edge.node) ?? [];
  const all = current !== null && !found.some((model) => model.id === current.id) ? [current, ...found] : found;
  return {
    search,
    error: error !== undefined,
    format: all.find(({ id }) => id === chosen)?.format ?? null,
    data: all.map(({ id, name, format }) => ({
      value: id,
      label: format === 'EXTERNAL' ? `${name} (results only)` : name,
      disabled: format === 'EXTERNAL',
    })),
  };
}
