'use client';

import { Select } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import type { ResultOf } from '../api/graphql.ts';
import { count } from '../format/words.ts';
import { CostSummary } from './CostSummary.tsx';
import type { FormChoices } from './documents.ts';
import type { MeasureForm as Form } from './form.ts';
import { type FieldErrors, fieldErrors, inputOfForm, type Read, timesOf } from './input.ts';
import classes from './MeasurePage.module.css';
import { MethodFields, methodLabels } from './MethodFields.tsx';
import { ModelSelect } from './ModelSelect.tsx';
import { MoreFields } from './MoreFields.tsx';
import { runtimesOf, TRAINED_FORMAT } from './runtimes.ts';
import type { TrainingInput } from './training.ts';
import { useCost } from './use-cost.ts';
import { useModelChoices } from './use-model-choices.ts';
import { useStart } from './use-start.ts';

interface MeasureFormProps {
  form: Form;
  choices: ResultOf<typeof FormChoices> | undefined;
  /** How many wait or run now; undefined until that is known. */
  before: number | undefined;
  onChange: (change: Partial<Form>) => void;
  onStarted: (id: string) => void;
  /** Of trainings, which are looked at together. */
  onTraining: (input: TrainingInput) => void;
}

/** What to measure, what it will cost, and Start. */
export function MeasureForm({ form, choices, before, onChange, onStarted, onTraining }: MeasureFormProps) {
  const trains = form.method === 'NOISE_FITTING';
  const models = useModelChoices(trains ? form.teacher : form.model);
  const runtimes = runtimesOf(choices?.server.runtimes ?? [], trains ? TRAINED_FORMAT : models.format);
  const read = useMemo(() => inputOfForm(form), [form]);
  const input = 'input' in read ? read.input : null;
  const cost = useCost(input, form.method);
  const start = useStart((sent, id) => ('noiseFitting' in sent ? onTraining(sent.noiseFitting) : onStarted(id)));
  const errors = errorsOf(form, read, start.userErrors ? fieldErrors(start.userErrors, form.method) : cost.errors);
  const canStart = input !== null && !start.busy && Object.keys(cost.errors).length === 0;
  const submit = () => {
    if (canStart) void start.run(input);
  };
  useControlEnter(submit);
  const set = (key: keyof Form) => (value: string | null) => {
    start.forget();
    onChange({ [key]: value ?? '' });
  };
  const access = { form, errors, set };
  const datasets = (choices?.datasets ?? []).map((d) => ({
    value: d.id,
    label: d.sha256 === null ? `${d.name} (no images here)` : `${d.name} · ${count(d.imageCount)}`,
    disabled: d.sha256 === null,
  }));
  const imageShape = choices?.datasets.find(({ id }) => id === form.dataset)?.imageShape ?? null;
  const problems = [errors[''], start.problem].filter((part) => part !== undefined);
  return (
    <form
      className={classes.form}
      aria-labelledby="new-measurement"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2 id="new-measurement">New measurement</h2>
      {!trains && <ModelSelect models={models} value={form.model} error={errors.model} onChange={set('model')} />}
      <Select
        size="xs"
        label="Dataset"
        placeholder="choose a dataset"
        allowDeselect={false}
        data={datasets}
        value={form.dataset === '' ? null : form.dataset}
        error={errors.dataset}
        onChange={set('dataset')}
      />
      <Select
        size="xs"
        label="Method"
        allowDeselect={false}
        data={methodLabels}
        value={form.method}
        onChange={set('method')}
      />
      <MethodFields {...access} {...{ datasets, models, imageShape }} />
      <MoreFields {...access} runtimes={runtimes} />
      <CostSummary
        cost={cost.cost}
        loading={cost.loading}
        isSpectrum={form.method === 'PATH_SPECTRUM'}
        times={timesOf(input)}
        problem={cost.problem}
      />
      {problems.length > 0 && (
        <p role="alert" className={classes.problem}>
          {problems.join(' ')}
        </p>
      )}
      <button type="submit" className={`button button-primary ${classes.start}`} disabled={!canStart}>
        Start
      </button>
      <p className={`caption ${classes.hint}`}>
        {waitWords(before, choices?.server.workers.length)} <kbd>Ctrl</kbd> <kbd>Enter</kbd>
      </p>
    </form>
  );
}

/** What is wrong by the form itself, else by the server; nothing before a model and a dataset are chosen. */
function errorsOf(form: Form, read: Read, refused: FieldErrors): FieldErrors {
  if ('input' in read) return refused;
  const isChosen = form.dataset !== '' && (form.model !== '' || form.method === 'NOISE_FITTING');
  return isChosen ? read.errors : {};
}

function waitWords(before: number | undefined, workers: number | undefined): string {
  if (before === undefined || workers === undefined) return 'When it starts is not known yet.';
  if (workers === 0) return 'No worker is connected: it will wait for one.';
  if (before === 0) return 'Starts at once.';
  return before === 1
    ? 'Shares the worker with the one that runs now.'
    : `Shares the worker with ${before} that wait or run now.`;
}

/** Ctrl Enter anywhere on the page. */
function useControlEnter(action: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}
