'use client';

import { Select } from '@mantine/core';
import type { useModelChoices } from './use-model-choices.ts';

interface ModelSelectProps {
  models: ReturnType<typeof useModelChoices>;
  value: string;
  error: string | undefined;
  onChange: (value: string | null) => void;
}

/** A model by a part of its name. */
export function ModelSelect({ models, value, error, onChange }: ModelSelectProps) {
  return (
    <Select
      size="xs"
      label="Model"
      placeholder="choose a model"
      searchable
      allowDeselect={false}
      nothingFoundMessage={models.error ? 'The server does not answer' : 'No model has this in its name'}
      data={models.data}
      value={value === '' ? null : value}
      error={error}
      onChange={onChange}
      onSearchChange={models.search}
      filter={({ options }) => options}
    />
  );
}
