'use client';

import { SegmentedControl, TextInput } from '@mantine/core';
import { useId } from 'react';
import type { MeasureForm } from './form.ts';
import type { FieldErrors } from './input.ts';
import classes from './MeasurePage.module.css';

/** What every part of the form gets: what is typed, what is wrong with it, and how to change it. */
export interface FormAccess {
  form: MeasureForm;
  errors: FieldErrors;
  set: (key: keyof MeasureForm) => (value: string | null) => void;
}

interface TextFieldProps extends FormAccess {
  name: keyof MeasureForm;
  label: string;
  /** Behind the number, muted. */
  unit?: string;
  /** What an empty field means. */
  placeholder?: string;
}

/** A number or a list of them. */
export function TextField({ form, errors, set, name, label, unit, placeholder }: TextFieldProps) {
  return (
    <TextInput
      size="xs"
      label={label}
      autoComplete="off"
      placeholder={placeholder ?? ''}
      value={form[name]}
      error={errors[name]}
      onChange={(event) => set(name)(event.currentTarget.value)}
      rightSection={unit === undefined ? undefined : <span className={classes.unit}>{unit}</span>}
      rightSectionWidth={unit === undefined ? 0 : 10 + unit.length * 6.5}
      rightSectionPointerEvents="none"
    />
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  data: { value: string; label: string }[];
  error?: string | undefined;
  onChange: (value: string) => void;
}

/** One of two or three. */
export function Choice({ label, value, data, error, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div>
      <div id={id} className={classes.label}>
        {label}
      </div>
      <SegmentedControl
        fullWidth
        aria-labelledby={id}
        value={value}
        data={data}
        onChange={onChange}
        classNames={{ root: classes.choices ?? '', label: classes.choice ?? '', indicator: classes.indicator ?? '' }}
      />
      {error !== undefined && <p className={classes.problem}>{error}</p>}
    </div>
  );
}
