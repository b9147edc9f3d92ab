'use client';

import { shortNames } from '../compare/names.ts';
import type { CutoffUnit } from '../model/fraction.ts';
import { useStanding } from '../overview/use-standing.ts';
import { distinctColours } from './beside.ts';
import type { ChosenCell } from './cells.ts';
import type { Inspected, InspectedPath, SpectrumOnDataset } from './documents.ts';
import { samePath } from './paths.ts';
import type { InspectorState } from './state.ts';
import { useCellPaths } from './use-cell-paths.ts';

/** A model with its path, and how it is shown. */
export interface ModelPath {
  id: string;
  name: string;
  colour: number;
  /** Undefined while it loads, and where the other measurement has none between the same images. */
  path: InspectedPath | undefined;
  loading: boolean;
}

/** The inspected model's path and those of the others beside it, in the order of the panels. */
export function useModels(
  measurement: Inspected,
  path: InspectedPath | undefined,
  choices: readonly SpectrumOnDataset[],
  choice: {
    state: InspectorState;
    cell: ChosenCell | undefined;
    unit: CutoffUnit;
    /** Paths of the cell, in the API's order. */
    among: readonly InspectedPath[];
  },
): ModelPath[] {
  const beside = choice.state.beside.flatMap((id) => choices.find((other) => other.id === id) ?? []);
  const { state, cell, unit, among } = choice;
  const common = { cell, cutoff: state.cutoff, unit, wanted: undefined, least: among.length };
  const loaded = [
    useCellPaths({ ...common, measurement: beside[0]?.id }),
    useCellPaths({ ...common, measurement: beside[1]?.id }),
  ];
  const dataset = measurement.dataset.id;
  const standings = [
    useStanding(measurement.model.id, dataset),
    useStanding(beside[0]?.model.id, dataset),
    useStanding(beside[1]?.model.id, dataset),
  ];
  const all = [measurement, ...beside];
  const names = shortNames(all.map(({ model }) => model.name));
  const colours = distinctColours(all.map((_, k) => standings[k]?.colour ?? -1));
  return all.map(({ id }, k) => {
    const own = k === 0 ? undefined : loaded[k - 1];
    return {
      id,
      name: names[k] ?? '',
      colour: colours[k] ?? -1,
      path: k === 0 ? path : path && samePath(own?.paths ?? [], path, among),
      loading: own !== undefined && (own.paths === undefined || own.stale),
    };
  });
}
