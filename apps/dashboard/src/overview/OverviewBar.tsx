'use client';

import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { BarSelect } from '../components/BarSelect.tsx';
import { plural } from '../format/words.ts';
import { BaselineMenu } from './BaselineMenu.tsx';
import { byWhatWasVaried } from './colouring.ts';
import type { Condition } from './conditions.ts';
import { cutoffs, cutoffWords, formatCutoff, parseCutoff } from './fraction.ts';
import { quantityName } from './quantity.ts';
import { axesKinds, estimatorKinds, type OverviewState, pointKinds, without } from './state.ts';
import { tagWords } from './tags.ts';
import type { Shown } from './use-shown.ts';

interface OverviewBarProps {
  state: OverviewState;
  onChange: (state: OverviewState) => void;
  datasets: readonly { id: string; name: string }[];
  dataset: string | undefined;
  shown: Shown;
  /** Keys of metrics and numeric tags that can be an axis. */
  quantities: readonly string[];
  /** What stands at the end: the selection. */
  children: ReactNode;
}

/** The one bar of controls; everything it sets is in the URL. */
export function OverviewBar({ state, onChange, datasets, dataset, shown, quantities, children }: OverviewBarProps) {
  const { here, tagKeys, varied, reference } = shown;
  const datasetOptions = datasets.map(({ id, name }) => ({
    value: id,
    label: id === dataset && here.length > 0 ? `${name} · ${plural(here.length, 'model')}` : name,
  }));
  const named = quantities.map((key) => ({ value: key, label: quantityName(key) }));
  const tagOptions = tagKeys.map((key) => ({ value: key, label: tagWords(key) }));
  return (
    <form className="bar" aria-label="What the figures show" onSubmit={(event) => event.preventDefault()}>
      <BarSelect
        label="Dataset"
        options={datasetOptions}
        value={dataset ?? ''}
        onChange={(chosen) =>
          onChange({ ...without(state, 'lasso', 'x', 'y', 'colour', 'split'), baseline: {}, dataset: chosen })
        }
      />
      <BarSelect
        label="Colour by"
        options={[{ value: byWhatWasVaried, label: 'what was varied' }, ...tagOptions]}
        value={shown.colour ?? byWhatWasVaried}
        onChange={(colour) => onChange({ ...state, colour })}
      />
      <BarSelect
        label="Against"
        options={named}
        value={shown.x}
        onChange={(x) => onChange(x === 'accuracy' ? without(state, 'x', 'lasso') : { ...without(state, 'lasso'), x })}
      />
      <BarSelect
        label="Third figure"
        options={[{ value: '', label: 'within against between' }, ...named]}
        value={state.y ?? ''}
        onChange={(y) => onChange(y === '' ? without(state, 'y') : { ...state, y })}
      />
      <Segments label="Axes" kinds={axesKinds} value={shown.axes} onChange={(axes) => onChange({ ...state, axes })} />
      {shown.replicated && (
        <Segments
          label="Replicates"
          kinds={pointKinds}
          value={shown.pointKind}
          onChange={(points) => onChange({ ...state, points })}
        />
      )}
      {shown.estimators.length > 1 && (
        <BarSelect
          label="Estimator"
          options={shown.estimators.map((kind) => ({ value: kind, label: kind }))}
          value={shown.estimator}
          onChange={(value) => {
            const estimator = estimatorKinds.find((kind) => kind === value);
            if (estimator) onChange({ ...state, estimator });
          }}
        />
      )}
      <BarSelect
        label="Cutoff"
        options={cutoffOptions(state)}
        value={formatCutoff(state.cutoff)}
        onChange={(text) => onChange({ ...state, cutoff: parseCutoff(text) })}
      />
      {reference && varied.size > 0 && <Comparing {...{ state, onChange, varied, reference, tagOptions }} />}
      {children}
    </form>
  );
}

interface ComparingProps {
  state: OverviewState;
  onChange: (state: OverviewState) => void;
  varied: ReadonlyMap<string, readonly string[]>;
  reference: Condition;
  tagOptions: readonly { value: string; label: string }[];
}

/** What the differences are from, and by which tag they are split. */
function Comparing({ state, onChange, varied, reference, tagOptions }: ComparingProps) {
  const chosen = Object.keys(state.baseline).length > 0;
  return (
    <>
      <BaselineMenu
        varied={varied}
        reference={reference}
        onBaseline={(key, value) => onChange({ ...state, baseline: { ...state.baseline, [key]: value } })}
        onReset={chosen ? () => onChange({ ...state, baseline: {} }) : undefined}
      />
      <BarSelect
        label="Split by"
        options={[{ value: '', label: 'nothing' }, ...tagOptions.filter(({ value }) => varied.has(value))]}
        value={state.split ?? ''}
        onChange={(split) => onChange(split === '' ? without(state, 'split') : { ...state, split })}
      />
    </>
  );
}

interface SegmentsProps<Kind extends string> {
  label: string;
  kinds: readonly Kind[];
  value: Kind;
  onChange: (kind: Kind) => void;
}

function Segments<Kind extends string>({ label, kinds, value, onChange }: SegmentsProps<Kind>) {
  const id = useId();
  return (
    <div className="bar-item">
      <span id={id}>{label}</span>
      <SegmentedControl
        aria-labelledby={id}
        data={[...kinds]}
        value={value}
        onChange={(text) => {
          const kind = kinds.find((one) => one === text);
          if (kind) onChange(kind);
        }}
      />
    </div>
  );
}

function cutoffOptions({ cutoff }: OverviewState) {
  const known = cutoffs.some((one) => formatCutoff(one) === formatCutoff(cutoff));
  return [...cutoffs, ...(known ? [] : [cutoff])].map((one) => ({ value: formatCutoff(one), label: cutoffWords(one) }));
}
