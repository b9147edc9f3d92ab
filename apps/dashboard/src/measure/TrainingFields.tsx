'use client';

import { Autocomplete, Checkbox, MultiSelect, Select } from '@mantine/core';
import { LABELS } from '../format/labels.ts';
import { words } from '../format/words.ts';
import { noiseWords } from '../noise-fitting/wave.ts';
import { type FormAccess, TextField } from './fields.tsx';
import classes from './MeasurePage.module.css';
import { augmentations, noiseKinds } from './training.ts';

interface TrainingFieldsProps extends FormAccess {
  datasets: readonly { value: string; label: string; disabled: boolean }[];
  models: { data: { value: string; label: string; disabled: boolean }[]; search: (text: string) => void };
}

const architectures = ['small-cnn', 'mlp', 'wrn-10-1', 'wrn-16-1', 'wrn-16-4', 'wrn-28-10'];

/** What is trained, with which wave in its labels; what is seldom changed is folded away. */
export function TrainingFields({ datasets, models, ...access }: TrainingFieldsProps) {
  const { form, errors, set } = access;
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
          <TextField {...access} name="directionI" label="Row of the basis image" />
          <TextField {...access} name="directionJ" label="Column" />
        </div>
      )}
      {!uniform && (
        <TextField
          {...access}
          name="frequencies"
          label="Frequencies, cycles per unit distance"
          placeholder="0.01, 0.1"
        />
      )}
      {!uniform && (
        <Checkbox
          size="xs"
          label="Uniform smoothing too, as the control"
          checked={form.uniformControl === 'yes'}
          onChange={(event) => set('uniformControl')(event.currentTarget.checked ? 'yes' : 'no')}
        />
      )}
      <div className={classes.pair}>
        <TextField {...access} name="seeds" label="Seeds" placeholder="0, 1, 2" />
        <TextField {...access} name="amplitude" label="Amplitude" />
      </div>
      <div className={classes.pair}>
        <TextField {...access} name="epochs" label="Epochs" />
        <TextField {...access} name="trainSize" label={LABELS.trainSize} placeholder="all" />
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
            <TextField {...access} name="batchSize" label={LABELS.batchSize} />
            <TextField {...access} name="learningRate" label={LABELS.learningRate} />
          </div>
          <div className={classes.pair}>
            <TextField {...access} name="weightDecay" label={LABELS.weightDecay} />
            <TextField {...access} name="validationShare" label={LABELS.validationShare} />
          </div>
          <Select
            size="xs"
            label={LABELS.validationDataset}
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
          {form.teacher !== '' && <TextField {...access} name="teacherWeight" label={LABELS.teacherWeight} />}
          <div className={classes.pair}>
            <TextField {...access} name="stopAtAccuracy" label={LABELS.stopAtAccuracy} placeholder="never" />
            <TextField {...access} name="stopAtLoss" label={LABELS.stopAtLoss} placeholder="never" />
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
