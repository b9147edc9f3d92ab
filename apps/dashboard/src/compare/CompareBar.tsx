'use client';

import { SegmentedControl } from '@mantine/core';
import { BarSelect } from '../components/BarSelect.tsx';
import { estimators } from '../model/estimator.ts';
import { AddModel } from './AddModel.tsx';
import { CutoffInput } from './CutoffInput.tsx';
import { type Chip, ModelChips } from './ModelChips.tsx';
import type { Offered } from './offered.ts';
import { axesKinds, type CompareState, mostModels, withModel, withReference } from './url.ts';

interface CompareBarProps {
  state: CompareState;
  onChange: (state: CompareState) => void;
  chips: readonly Chip[];
  reference: string | undefined;
  offered: readonly Offered[];
  /** Datasets that the models have spectra on, and the one shown. */
  datasets: readonly { id: string; name: string; models: number }[];
  dataset: string | undefined;
}

/** The one bar of controls; everything it sets is in the URL. */
export function CompareBar({ state, onChange, chips, reference, offered, datasets, dataset }: CompareBarProps) {
  const { models } = state;
  return (
    <form className="bar" aria-label="What is compared" onSubmit={(event) => event.preventDefault()}>
      <div className="bar-item" style={{ flexWrap: 'wrap' }}>
        <span>Models</span>
        <ModelChips
          chips={chips}
          reference={reference}
          onRemove={(id) => onChange({ ...state, models: models.filter((other) => other !== id) })}
          onReference={(id) => onChange({ ...state, models: withReference(models, id) })}
        />
        <AddModel
          offered={offered}
          onAdd={(id) => onChange({ ...state, models: withModel(models, id) })}
          full={models.length >= mostModels ? `At most ${mostModels}` : undefined}
        />
      </div>
      {datasets.length > 1 && (
        <BarSelect
          label="Dataset"
          options={datasets.map(({ id, name, models: of }) => ({
            value: id,
            label: `${name} · ${of} of ${models.length}`,
          }))}
          value={dataset ?? ''}
          onChange={(chosen) => onChange({ ...state, dataset: chosen })}
        />
      )}
      <BarSelect
        label="Estimator"
        options={estimators.map((kind) => ({ value: kind, label: kind.toLowerCase().replace('_', ' ') }))}
        value={state.estimator}
        onChange={(value) => {
          const chosen = estimators.find((kind) => kind === value);
          if (chosen) onChange({ ...state, estimator: chosen });
        }}
      />
      <div className="bar-item">
        <span id="compare-axes">Axes</span>
        <SegmentedControl
          aria-labelledby="compare-axes"
          data={[...axesKinds]}
          value={state.axes}
          onChange={(value) => {
            const chosen = axesKinds.find((kind) => kind === value);
            if (chosen) onChange({ ...state, axes: chosen });
          }}
        />
      </div>
      <CutoffInput
        cutoff={state.cutoff}
        unit={state.unit}
        onChange={(cutoff, unit) => onChange({ ...state, cutoff, unit })}
      />
    </form>
  );
}
