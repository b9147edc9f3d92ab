'use client';

import { BarSelect } from '../components/BarSelect.tsx';
import { type ChosenCell, classesOf, type directionChoices, partnersOf } from './cells.ts';
import type { InspectedGroups } from './documents.ts';
import { type InspectorState, withCell } from './state.ts';

interface CellSelectsProps {
  state: InspectorState;
  onChange: (state: InspectorState) => void;
  groups: InspectedGroups;
  directions: ReturnType<typeof directionChoices>;
  classes: readonly { index: number; name: string }[];
  cell: ChosenCell | undefined;
}

const options = (classes: readonly { index: number; name: string }[]) =>
  classes.map(({ index, name }) => ({ value: String(index), label: name }));

/** The cell by name: two classes, or a direction and a class. */
export function CellSelects({ state, onChange, groups, directions, classes, cell }: CellSelectsProps) {
  if (directions.length > 0 && cell !== undefined) {
    const choose = (next: Partial<ChosenCell>) => onChange(withCell(state, { ...cell, ...next }));
    return (
      <>
        <BarSelect
          label="Direction"
          options={directions.map(({ key, label }) => ({ value: key, label }))}
          value={cell.direction ?? ''}
          onChange={(direction) => choose({ direction })}
        />
        <BarSelect
          label="Class"
          options={options(classes)}
          value={String(cell.classA)}
          onChange={(index) => choose({ classA: Number(index), classB: Number(index) })}
        />
      </>
    );
  }
  if (groups.length === 0 || cell === undefined) return null;
  const choose = (one: number, other: number) => {
    const partners = partnersOf(groups, one);
    const partner = partners.find(({ index }) => index === other) ?? partners[0];
    if (partner === undefined) return;
    const [classA = one, classB = one] = [one, partner.index].sort((a, b) => a - b);
    onChange(withCell(state, { classA, classB }));
  };
  return (
    <>
      <BarSelect
        label="From"
        options={options(classesOf(groups))}
        value={String(cell.classA)}
        onChange={(index) => choose(Number(index), cell.classB)}
      />
      <BarSelect
        label="to"
        options={options(partnersOf(groups, cell.classA))}
        value={String(cell.classB)}
        onChange={(index) => choose(cell.classA, Number(index))}
      />
    </>
  );
}
