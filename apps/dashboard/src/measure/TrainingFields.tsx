'use client';

import { Autocomplete, Checkbox, MultiSelect, Select, TextInput } from '@mantine/core';
import { words } from '../format/words.ts';
import { noiseWords } from '../noise-fitting/wave.ts';
import type { MeasureForm } from './form.ts';
import type { FieldErrors } from './input.ts';
import classes from './MeasurePage.module.css';
import { augmentations, noiseKinds, type TrainingForm } from './training.ts';

interface TrainingFieldsProps {
  form: MeasureForm;
  errors: FieldErrors;
  datasets: readonly { value: string; label: string; disabled: boolean }[];
  models: { data: { value: string; label: string; disabled: boolean }[]; search: (text: string) => void };
  set: (key: keyof TrainingForm) => (value: string | null) => void;
}

const architectures = ['small-cnn', 'mlp', 'wrn-10-1', 'wrn-16-1', 'wrn-16-4', 'wrn-28-10'];

/** What is trained, with which wave in its labels; what is seldom changed is folded away. */
export function TrainingFields({ form, errors, datasets, models, set }: TrainingFieldsProps) {
  const text = (key: keyof TrainingForm, label: string, placeholder?: string) => (
    <TextInput
      size="xs"
      label={label}
      autoComplete="off"
      placeholder={placeholder ?? ''}
      value={form[key]}
      error={errors[key] ?? (key === 'seeds' ? errors.seed : undefined)}
      onChange={(event) => set(key)(event.currentTarget.value)}
    />
  );
  const uniform = form.noise === 'UNIFORM';
  return (
    <>
      <Autocomplete
        size="xs"
        label="Architecture"
        data={architectures}
        value={form.architecture}
        error={errors.architecture}
        onChange={set('architecture')}
      />
      <Select
        size="xs"
        label="Noise"
        allowDeselect={false}
        data={noiseKinds.map((value) => ({ value, label: noiseWords(value) }))}
        value={form.noise}
        error={errors.noise}
        onChange={set('noise')}
      />
      {form.noise === 'FOURIER_DIRECTION' && (
        <div className={classes.pair}>
          {text('directionI', 'Row of the basis image')}
          {text('directionJ', 'Column')}
        </div>
      )}
      {!uniform && text('frequencies', 'Frequencies, cycles per unit distance', '0.01, 0.1')}
      {!uniform && (
        <Checkbox
          size="xs"
          label="Uniform smoothing too, as the control"
          checked={form.control === 'yes'}
          onChange={(event) => set('control')(event.currentTarget.checked ? 'yes' : 'no')}
        />
      )}
      <div className={classes.pair}>
        {text('seeds', 'Seeds', '0, 1, 2')}
        {text('amplitude', 'Amplitude')}
      </div>
      <div className={classes.pair}>
        {text('epochs', 'Epochs')}
        {text('trainSize', 'Training images', 'all')}
      </div>
      <MultiSelect
        size="xs"
        label="Augmentation"
        placeholder={form.augmentation === '' ? 'none' : ''}
        data={augmentations.map((value) => ({ value, label: words(value) }))}
        value={form.augmentation.split(',').filter(Boolean)}
        error={errors.augmentation}
        onChange={(chosen) => set('augmentation')(chosen.join(','))}
      />
      <details open={advancedErrors.some((key) => errors[key] !== undefined) || undefined}>
        <summary>Advanced</summary>
        <div className={classes.advanced}>
          <div className={classes.pair}>
            {text('batchSize', 'Batch size')}
            {text('learningRate', 'Learning rate')}
          </div>
          <div className={classes.pair}>
            {text('weightDecay', 'Weight decay')}
            {text('validationShare', 'Validation share')}
          </div>
          <Select
            size="xs"
            label="Validation images"
            allowDeselect={false}
            data={[{ value: '', label: 'a share of the dataset' }, ...datasets]}
            value={form.validationDataset}
            error={errors.validationDataset}
            onChange={set('validationDataset')}
          />
          <Select
            size="xs"
            label="Teacher (self-distillation)"
            placeholder="none"
            searchable
            clearable
            data={models.data}
            value={form.teacher === '' ? null : form.teacher}
            error={errors.teacher}
            onChange={set('teacher')}
            onSearchChange={models.search}
            filter={({ options }) => options}
          />
          {form.teacher !== '' && text('teacherWeight', 'Weight of the teacher’s probabilities')}
          <div className={classes.pair}>
            {text('stopAtAccuracy', 'Stop at accuracy', 'never')}
            {text('stopAtLoss', 'Stop at loss', 'never')}
          </div>
        </div>
      </details>
    </>
  );
}

const advancedErrors = [
  ...(['batchSize', 'learningRate', 'weightDecay', 'validationShare', 'validationDataset'] as const),
  ...(['teacher', 'teacherWeight', 'stopAtAccuracy', 'stopAtLoss'] as const),
];
