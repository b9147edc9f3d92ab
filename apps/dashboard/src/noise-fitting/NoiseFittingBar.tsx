'use client';

import { BarSelect } from '../components/BarSelect.tsx';
import { SymbolMark } from '../components/SymbolMark.tsx';
import { useFigureTheme } from '../components/use-figure-theme.ts';
import type { Group } from './groups.ts';
import classes from './NoiseFitting.module.css';
import type { Selection } from './selection.ts';
import type { NoiseFittingState } from './state.ts';
import { noiseWords } from './wave.ts';

interface NoiseFittingBarProps {
  state: NoiseFittingState;
  onChange: (state: NoiseFittingState) => void;
  datasets: readonly { id: string; name: string }[];
  dataset: string | undefined;
  selection: Selection;
  /** All that the chosen wave was in the labels of. */
  groups: readonly Group[];
  /** The one whose curves are shown. */
  curves: Group | undefined;
}

/** The one bar of controls: only what is there can be chosen, and everything it sets is in the URL. */
export function NoiseFittingBar({ state, onChange, groups, selection, ...props }: NoiseFittingBarProps) {
  const { noise, noises, amplitude, amplitudes, direction, directions } = selection;
  const shown = groups.filter(({ id }) => !state.hidden.includes(id));
  return (
    <form className="bar" aria-label="What the figures show" onSubmit={(event) => event.preventDefault()}>
      <BarSelect
        label="Dataset"
        options={props.datasets.map(({ id, name }) => ({ value: id, label: name }))}
        value={props.dataset ?? ''}
        onChange={(dataset) => onChange({ dataset, hidden: [], measure: state.measure })}
      />
      <BarSelect
        label="Noise"
        options={options(noises.map((value) => ({ value, label: noiseWords(value) })))}
        value={noise ?? ''}
        onChange={(value) => {
          const { direction: _, ...others } = state;
          onChange({ ...others, noise: value });
        }}
      />
      <BarSelect
        label="Amplitude"
        options={options(amplitudes.map((value) => ({ value: String(value), label: String(value) })))}
        value={amplitude === undefined ? '' : String(amplitude)}
        onChange={(value) => onChange({ ...state, amplitude: Number(value) })}
      />
      {directions.length > 0 && (
        <BarSelect
          label="Direction"
          options={directions}
          value={direction ?? ''}
          onChange={(value) => onChange({ ...state, direction: value })}
        />
      )}
      {groups.length > 0 && (
        <fieldset className="bar-item" style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
          <legend style={{ float: 'left', padding: 0, marginRight: 8 }}>Models</legend>
          <Chips groups={groups} state={state} onChange={onChange} />
        </fieldset>
      )}
      {shown.length > 1 && (
        <BarSelect
          label="Curves of"
          options={shown.map(({ id, name }) => ({ value: id, label: name }))}
          value={props.curves?.id ?? ''}
          onChange={(curves) => onChange({ ...state, curves })}
        />
      )}
    </form>
  );
}

function options(found: readonly { value: string; label: string }[]) {
  return found.length === 0 ? [{ value: '', label: '–' }] : found;
}

/** A chip a model; the last that is shown can't be taken away. */
function Chips({ groups, state, onChange }: Pick<NoiseFittingBarProps, 'groups' | 'state' | 'onChange'>) {
  const theme = useFigureTheme();
  const isShown = ({ id }: Group) => !state.hidden.includes(id);
  const toggle = (group: Group) => {
    const hidden = isShown(group) ? [...state.hidden, group.id] : state.hidden.filter((id) => id !== group.id);
    if (groups.some(({ id }) => !hidden.includes(id))) onChange({ ...state, hidden });
  };
  return (
    <span className={classes.chips}>
      {groups.map((group) => (
        <button
          key={group.id}
          type="button"
          className={classes.chip}
          aria-pressed={isShown(group)}
          onClick={() => toggle(group)}
        >
          <SymbolMark colour={group.colour} theme={theme} />
          {group.name}
        </button>
      ))}
    </span>
  );
}
