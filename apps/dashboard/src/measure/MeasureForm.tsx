'use client';

import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useId, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import type { ResultOf } from '../api/graphql.ts';
import { count } from '../format/words.ts';
import { CostSummary } from './CostSummary.tsx';
import {
  ChosenModel,
  type FormChoices,
  MeasurementCost,
  ModelChoices,
  StartEvaluation,
  StartNoiseFitting,
  StartNoiseFittingSweep,
  StartPathSpectrum,
} from './documents.ts';
import type { MeasureForm as Form } from './form.ts';
import { type FieldErrors, fieldErrors, inputOfForm, type MeasureInput } from './input.ts';
import classes from './MeasurePage.module.css';
import { runtimeChoices, runtimesOf, unavailableWords } from './runtimes.ts';
import { TrainingFields } from './TrainingFields.tsx';
import { type TrainingInput, trainingCount } from './training.ts';

interface MeasureFormProps {
  form: Form;
  choices: ResultOf<typeof FormChoices> | undefined;
  /** How many wait or run now; undefined until that is known. */
  before: number | undefined;
  onChange: (change: Partial<Form>) => void;
  onStarted: (id: string, warnings: readonly string[]) => void;
  /** Of trainings, which are looked at together. */
  onTraining: (input: TrainingInput) => void;
}

/** What to measure, what it will cost, and Start. */
export function MeasureForm({ form, choices, before, onChange, onStarted, onTraining }: MeasureFormProps) {
  const trains = form.method === 'NOISE_FITTING';
  const models = useModelChoices(trains ? form.teacher : form.model);
  const runtimes = runtimesOf(choices?.server.runtimes ?? [], trains ? TRAINED_FORMAT : models.format);
  const read = inputOfForm(form);
  const cost = useCost('input' in read ? read.input : null);
  const start = useStart(onStarted, onTraining);
  const refused = start.errors ?? cost.errors;
  const errors: FieldErrors =
    'errors' in read ? ((form.model === '' && !trains) || form.dataset === '' ? {} : read.errors) : refused;
  const canStart = 'input' in read && !start.busy && Object.keys(cost.errors).length === 0;
  const submit = () => {
    if (canStart) void start.run(read.input);
  };
  useControlEnter(submit);
  const set = (key: keyof Form) => (value: string | null) => {
    start.forget();
    onChange({ [key]: value ?? '' });
  };
  const spectrum = form.method === 'PATH_SPECTRUM';
  const datasets = (choices?.datasets ?? []).map((d) => ({
    value: d.id,
    label: d.sha256 === null ? `${d.name} (no images here)` : `${d.name} · ${count(d.imageCount)}`,
    disabled: d.sha256 === null,
  }));
  const text = (key: keyof Form, label: string, unit?: string) => (
    <TextInput
      size="xs"
      label={label}
      inputMode="decimal"
      autoComplete="off"
      value={form[key]}
      error={errors[key]}
      onChange={(event) => set(key)(event.currentTarget.value)}
      rightSection={unit === undefined ? undefined : <span className={classes.unit}>{unit}</span>}
      rightSectionWidth={unit === undefined ? 0 : 10 + unit.length * 6.5}
      rightSectionPointerEvents="none"
    />
  );
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
      {!trains && (
        <Select
          size="xs"
          label="Model"
          placeholder="choose a model"
          searchable
          allowDeselect={false}
          nothingFoundMessage={models.error ? 'The server does not answer' : 'No model has this in its name'}
          data={models.data}
          value={form.model === '' ? null : form.model}
          error={errors.model}
          onChange={set('model')}
          onSearchChange={models.search}
          filter={({ options }) => options}
        />
      )}
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
        data={[
          { value: 'PATH_SPECTRUM', label: 'Path spectrum, linear paths' },
          { value: 'EVALUATION', label: 'Evaluation: accuracy and loss' },
          { value: 'NOISE_FITTING', label: 'Noise fitting: trains networks' },
        ]}
        value={form.method}
        onChange={set('method')}
      />
      {spectrum && (
        <>
          <Choice
            label="Scopes"
            value={form.scopes}
            onChange={set('scopes')}
            data={[
              { value: 'both', label: 'both' },
              { value: 'within', label: 'within class' },
              { value: 'between', label: 'between' },
            ]}
          />
          <div className={classes.pair}>
            {text('pairsPerGroup', 'Paths a group')}
            {text('seed', 'Seed')}
          </div>
          <Choice
            label="Samples"
            value={form.sampling}
            onChange={set('sampling')}
            data={[
              { value: 'step', label: 'a step apart' },
              { value: 'samples', label: 'a fixed number' },
            ]}
          />
          <div className={classes.pair}>
            {form.sampling === 'step' ? text('step', 'Step', 'units') : text('samples', 'Samples', 'a path')}
            {text('curvesPerGroup', 'Curves kept', 'a group')}
          </div>
        </>
      )}
      {trains && <TrainingFields {...{ form, errors, datasets, models, set }} />}
      <Select
        size="xs"
        label="Runtime"
        allowDeselect={false}
        data={runtimeChoices(runtimes)}
        value={form.runtime}
        error={errors.runtime}
        onChange={set('runtime')}
      />
      <p className="caption">{unavailableWords(runtimes) || ' '}</p>
      <CostSummary
        cost={cost.cost}
        loading={cost.loading}
        isSpectrum={spectrum}
        times={timesOf(read)}
        problem={cost.problem}
      />
      {(errors[''] ?? errors.scopes ?? start.problem) !== undefined && (
        <p role="alert" className={classes.problem}>
          {[errors[''], errors.scopes, start.problem].filter((part) => part !== undefined).join(' ')}
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

/** Networks are trained by the runtimes of these files, which is what they become. */
const TRAINED_FORMAT = 'TFJS_LAYERS';

function timesOf(read: ReturnType<typeof inputOfForm>): number {
  return 'input' in read && 'noiseFitting' in read.input ? trainingCount(read.input.noiseFitting) : 1;
}

function waitWords(before: number | undefined, workers: number | undefined): string {
  if (before === undefined || workers === undefined) return 'When it starts is not known yet.';
  if (workers === 0) return 'No worker is connected: it will wait for one.';
  if (before === 0) return 'Starts at once.';
  return before === 1
    ? 'Shares the worker with the one that runs now.'
    : `Shares the worker with ${before} that wait or run now.`;
}

function Choice({
  label,
  value,
  data,
  onChange,
}: {
  label: string;
  value: string;
  data: { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
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
    </div>
  );
}

/** Models whose names contain what is typed, and the chosen one, which may be none of them. */
function useModelChoices(chosen: string) {
  const [typed, search] = useState('');
  const [chosenAnswer] = useQuery({ query: ChosenModel, variables: { id: chosen }, pause: chosen === '' });
  const current = chosenAnswer.data?.model ?? null;
  // Mantine reports the chosen option's label as what is searched for: that would hide all others.
  const [contains] = useDebouncedValue(current !== null && typed === current.name ? '' : typed, 200);
  const [{ data, error }] = useQuery({ query: ModelChoices, variables: { contains } });
  const [last, setLast] = useState<typeof data>();
  useEffect(() => {
    if (data !== undefined) setLast(data);
  }, [data]);
  const found = (data ?? last)?.models.edges.map((edge) => edge.node) ?? [];
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

/** What an input would cost, a moment after the last change of it. */
function useCost(input: MeasureInput | null) {
  const text = input === null ? '' : JSON.stringify(input);
  const [settled] = useDebouncedValue(text, 300);
  const variables = settled === '' ? {} : costVariables(JSON.parse(settled));
  const [{ data, fetching, error }] = useQuery({ query: MeasurementCost, variables, pause: settled === '' });
  const current = settled === text && text !== '' && !fetching ? data?.measurementCost : undefined;
  return {
    cost: text === '' ? undefined : data?.measurementCost,
    loading: text !== '' && current === undefined,
    errors: fieldErrors(current?.userErrors ?? []),
    problem: error?.message,
  };
}

/** Of a sweep, the first training: all of them cost the same. */
function costVariables(input: MeasureInput) {
  if ('noiseFitting' in input) return { noiseFitting: input.noiseFitting.base };
  return 'pathSpectrum' in input ? { pathSpectrum: input.pathSpectrum } : { evaluation: input.evaluation };
}

function useStart(
  onStarted: (id: string, warnings: readonly string[]) => void,
  onTraining: (input: TrainingInput) => void,
) {
  const [oneState, startOne] = useMutation(StartNoiseFitting);
  const [sweepState, startSweep] = useMutation(StartNoiseFittingSweep);
  const [spectrumState, startSpectrum] = useMutation(StartPathSpectrum);
  const [evaluationState, startEvaluation] = useMutation(StartEvaluation);
  const [refused, setRefused] = useState<{ errors?: FieldErrors; problem?: string }>({});
  const run = async (input: MeasureInput) => {
    setRefused({});
    const { payload, error } = await send(input);
    if (error !== undefined) setRefused({ problem: error.message });
    else if (payload !== undefined && payload.userErrors.length > 0)
      setRefused({ errors: fieldErrors(payload.userErrors) });
    else if ('noiseFitting' in input) onTraining(input.noiseFitting);
    else if (payload?.measurement) onStarted(payload.measurement.id, payload.warnings);
  };
  const send = async (input: MeasureInput) => {
    if ('noiseFitting' in input) return sendTraining(input.noiseFitting);
    if ('pathSpectrum' in input) {
      const { data, error } = await startSpectrum({ input: input.pathSpectrum });
      return { payload: data?.measurePathSpectrum, error };
    }
    const { data, error } = await startEvaluation({ input: input.evaluation });
    return { payload: data?.evaluateModel, error };
  };
  /** One training by itself where that is all, else a sweep. */
  const sendTraining = async (input: TrainingInput) => {
    if (trainingCount(input) === 1) {
      const { data, error } = await startOne({ input: input.base });
      return { payload: data?.measureNoiseFitting, error };
    }
    const { data, error } = await startSweep({ input });
    const sweep = data?.measureNoiseFittingSweep;
    return { payload: sweep && { ...sweep, measurement: sweep.measurements[0] ?? null }, error };
  };
  const busy = [spectrumState, evaluationState, oneState, sweepState].some(({ fetching }) => fetching);
  return { run, ...refused, busy, forget: () => setRefused({}) };
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
