'use client';

import { CutoffInput } from '../compare/CutoffInput.tsx';
import { BarSelect } from '../components/BarSelect.tsx';
import { estimatorWords } from '../measurement/sentences.ts';
import { estimators } from '../model/estimator.ts';
import { CellSelects } from './CellSelects.tsx';
import type { ChosenCell, directionChoices } from './cells.ts';
import type { InspectedGroups } from './documents.ts';
import { type InspectorState, mostBeside } from './state.ts';

interface InspectorBarProps {
  state: InspectorState;
  onChange: (state: InspectorState) => void;
  groups: InspectedGroups;
  directions: ReturnType<typeof directionChoices>;
  /** Of the dataset, for paths along directions, which have no groups. */
  classes: readonly { index: number; name: string }[];
  cell: ChosenCell | undefined;
  /** Whether its paths have a length. */
  hasDistance: boolean;
  /** Measurements that can stand beside. */
  beside: readonly { id: string; model: { name: string } }[];
}

/** Which cell, by which estimator, beside which other models. */
export function InspectorBar({ state, onChange, beside, hasDistance, ...cells }: InspectorBarProps) {
  const slots = Math.min(mostBeside, state.beside.length + 1);
  const put = (slot: number, id: string) => {
    const next = [...state.beside];
    next[slot] = id;
    onChange({ ...state, beside: next.filter((other, k) => other !== '' && next.indexOf(other) === k) });
  };
  return (
    <form className="bar" aria-label="What is looked at" onSubmit={(event) => event.preventDefault()}>
      <CellSelects {...cells} state={state} onChange={onChange} />
      <BarSelect
        label="Estimator"
        options={estimators.map((kind) => ({ value: kind, label: estimatorWords(kind) }))}
        value={state.estimator}
        onChange={(value) => {
          const chosen = estimators.find((kind) => kind === value);
          if (chosen) onChange({ ...state, estimator: chosen });
        }}
      />
      <CutoffInput
        cutoff={state.cutoff}
        unit={state.unit}
        {...(!hasDistance && { offered: ['SHARE_OF_BINS'] })}
        onChange={(cutoff, unit) => onChange({ ...state, cutoff, unit })}
      />
      {Array.from({ length: slots }, (_, slot) => (
        <BarSelect
          // Places have no identity beyond their number.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={slot}
          label={slot === 0 ? 'Beside' : 'and'}
          options={[
            { value: '', label: beside.length === 0 ? 'no other model on these paths' : 'none' },
            ...besideOptions(beside, state.beside, slot),
          ]}
          value={state.beside[slot] ?? ''}
          onChange={(id) => put(slot, id)}
        />
      ))}
    </form>
  );
}

/** Those that stand in no other place; one that the address names and that is not among them as its id. */
function besideOptions(beside: InspectorBarProps['beside'], taken: readonly string[], slot: number) {
  const free = beside.filter(({ id }) => !taken.includes(id) || taken[slot] === id);
  const options = free.map(({ id, model }) => ({ value: id, label: model.name }));
  const own = taken[slot];
  const known = own === undefined || options.some(({ value }) => value === own);
  return known ? options : [...options, { value: own, label: own }];
}
