'use client';

import { SegmentedControl } from '@mantine/core';
import { BarSelect } from '../components/BarSelect.tsx';
import { count } from '../format/words.ts';
import { tagWords } from './colouring.ts';
import type { Condition } from './conditions.ts';
import { type AxesKind, axesKinds, estimatorKinds, type OverviewState } from './state.ts';

interface OverviewBarProps {
  state: OverviewState;
  onChange: (state: OverviewState) => void;
  datasets: readonly { id: string; name: string }[];
  dataset: string | undefined;
  modelCount: number;
  tagKeys: readonly string[];
  conditions: readonly Condition[];
  reference: Condition | undefined;
  axes: AxesKind;
}

/** The one bar of controls; everything it sets is in the URL. */
export function OverviewBar(props: OverviewBarProps) {
  const { state, onChange, datasets, dataset, tagKeys, conditions, reference, axes } = props;
  const datasetOptions = datasets.map(({ id, name }) => ({
    value: id,
    label: id === dataset && props.modelCount > 0 ? `${name} · ${count(props.modelCount)} models` : name,
  }));
  return (
    <form className="bar" aria-label="What the figures show" onSubmit={(event) => event.preventDefault()}>
      <BarSelect
        label="Dataset"
        options={datasetOptions}
        value={dataset ?? ''}
        onChange={(chosen) => {
          const { reference: _, ...others } = state;
          onChange({ ...others, dataset: chosen });
        }}
      />
      <BarSelect
        label="Colour by"
        options={[
          { value: '', label: 'what was varied' },
          ...tagKeys.map((key) => ({ value: key, label: tagWords(key) })),
        ]}
        value={state.colour ?? ''}
        onChange={(colour) => {
          const { colour: _, ...others } = state;
          onChange(colour === '' ? others : { ...state, colour });
        }}
      />
      <div className="bar-item">
        <span id="axes">Axes</span>
        <SegmentedControl
          aria-labelledby="axes"
          data={[...axesKinds]}
          value={axes}
          onChange={(value) => {
            const chosen = axesKinds.find((kind) => kind === value);
            if (chosen) onChange({ ...state, axes: chosen });
          }}
        />
      </div>
      <BarSelect
        label="Estimator"
        options={estimatorKinds.map((kind) => ({ value: kind, label: kind }))}
        value={state.estimator}
        onChange={(value) => {
          const chosen = estimatorKinds.find((kind) => kind === value);
          if (chosen) onChange({ ...state, estimator: chosen });
        }}
      />
      <BarSelect
        label="Reference"
        options={
          conditions.length === 0
            ? [{ value: '', label: '–' }]
            : conditions.map(({ name, models }) => ({ value: models[0]?.id ?? '', label: name }))
        }
        value={reference?.models[0]?.id ?? ''}
        onChange={(chosen) => onChange({ ...state, reference: chosen })}
      />
    </form>
  );
}
