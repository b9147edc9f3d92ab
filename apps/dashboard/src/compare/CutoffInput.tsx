'use client';

import { useEffect, useId, useState } from 'react';
import { BarSelect } from '../components/BarSelect.tsx';
import { type CutoffUnit, cutoffUnits, isCutoff } from '../model/fraction.ts';
import classes from './Compare.module.css';

interface CutoffInputProps {
  cutoff: number;
  unit: CutoffUnit;
  /** What cutoffs can count in here: paths without a length have no cycles per distance. */
  offered?: readonly CutoffUnit[];
  onChange: (cutoff: number, unit: CutoffUnit) => void;
}

const units: Record<CutoffUnit, string> = {
  SHARE_OF_BINS: 'share of bins',
  CYCLES_PER_DISTANCE: 'cycles per distance',
};

/** Where high frequency begins: a number and what it counts in; taken when one leaves the field or presses Enter. */
export function CutoffInput({ cutoff, unit, offered = cutoffUnits, onChange }: CutoffInputProps) {
  const [text, setText] = useState(String(cutoff));
  const id = useId();
  useEffect(() => setText(String(cutoff)), [cutoff]);
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const valid = isCutoff(value, unit);
  const take = () => {
    if (valid && value !== cutoff) onChange(value, unit);
    if (!valid) setText(String(cutoff));
  };
  return (
    <>
      <div className="bar-item">
        <label htmlFor={id}>Cutoff</label>
        <input
          id={id}
          className={`text-input ${classes.cutoff}`}
          inputMode="decimal"
          value={text}
          aria-invalid={!valid}
          aria-describedby={`${id}-rule`}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') take();
          }}
          onBlur={take}
        />
        <span id={`${id}-rule`} className={valid ? 'visually-hidden' : 'caption'}>
          from 0 to {unit === 'SHARE_OF_BINS' ? '1' : '0.5'}
        </span>
      </div>
      <BarSelect
        label="in"
        options={offered.map((kind) => ({ value: kind, label: units[kind] }))}
        value={unit}
        onChange={(kind) => {
          const chosen = cutoffUnits.find((known) => known === kind) ?? unit;
          // The published tenth of the bins ends at 0.05 cycles where paths of step 1 do at 0.5: the same place.
          if (chosen !== unit) onChange(chosen === 'SHARE_OF_BINS' ? Math.min(1, cutoff * 2) : cutoff / 2, chosen);
        }}
      />
    </>
  );
}
