'use client';

import { useMemo } from 'react';
import { useKeptQuery } from '../api/use-kept-query.ts';
import { useRefetch } from '../measurement/use-refetch.ts';
import type { CutoffUnit } from '../model/fraction.ts';
import { type ChosenCell, chosenDirection, chosenGroup, directionChoices } from './cells.ts';
import { type Inspected, InspectedCells, type InspectedDirections, type InspectedGroups } from './documents.ts';
import type { InspectorState } from './state.ts';

const noGroups: InspectedGroups = [];
const noDirections: InspectedDirections = [];

/** The cells that there are to choose from, live, and the one that the address chooses. */
export function useCells(
  measurement: Inspected,
  state: InspectorState,
  unit: CutoffUnit,
  classes: readonly { index: number }[],
) {
  const { id } = measurement;
  const variables = { id, estimator: state.estimator, cutoff: state.cutoff, unit };
  const [{ data, isOld, error }, refresh] = useKeptQuery({ query: InspectedCells, variables });
  const refetch = useRefetch(refresh, (changed) => changed.id === id);
  const found =
    data?.measurement?.__typename === 'PathSpectrumMeasurement' && data.measurement.id === id
      ? data.measurement
      : undefined;
  const groups = found?.groups ?? noGroups;
  const directions = useMemo(() => directionChoices(found?.directions ?? noDirections), [found?.directions]);
  const { classA, classB, direction } = state;
  const cell = useMemo((): ChosenCell | undefined => {
    const along = chosenDirection(directions, direction);
    const start = classes.find(({ index }) => index === classA)?.index ?? classes[0]?.index;
    if (along && start !== undefined) return { classA: start, classB: start, direction: along.key };
    const group = chosenGroup(groups, {
      ...(classA !== undefined && { classA }),
      ...(classB !== undefined && { classB }),
    });
    return group && { classA: group.classA.index, classB: group.classB.index };
  }, [groups, directions, classes, classA, classB, direction]);
  return { loaded: found !== undefined, groups, directions, cell, stale: isOld, error, refetch };
}
