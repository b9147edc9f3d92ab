'use client';

import { useMemo } from 'react';
import { byWhatWasVaried, categoriesOf, usualColour } from './colouring.ts';
import { conditionsOf, findReference, variedValues, withBaseline } from './conditions.ts';
import { haveReplicates } from './figure-points.ts';
import type { ModelRecord } from './records.ts';
import { estimatorKinds, type OverviewState } from './state.ts';

const mostModelsOnLinearAxes = 100;

/** What the page shows of the models of a dataset: what is chosen, or what suits them where nothing is. */
export function useShown(here: readonly ModelRecord[], state: OverviewState) {
  const conditions = useMemo(() => conditionsOf(here), [here]);
  const baseline = JSON.stringify(state.baseline);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal choice is the same choice
  const reference = useMemo(() => {
    const usual = findReference(conditions);
    return usual && withBaseline(usual, conditions, state.baseline);
  }, [conditions, baseline]);
  const colour = useMemo(
    () => (state.colour === byWhatWasVaried ? undefined : (state.colour ?? usualColour(conditions, reference))),
    [conditions, reference, state.colour],
  );
  const categories = useMemo(() => categoriesOf(here, reference, colour), [here, reference, colour]);
  const varied = useMemo(
    () => (reference ? variedValues(conditions, reference) : new Map<string, string[]>()),
    [conditions, reference],
  );
  const tagKeys = useMemo(() => [...new Set(here.flatMap(({ tags }) => Object.keys(tags)))], [here]);
  const replicated = useMemo(() => haveReplicates(conditions), [conditions]);
  const hasMirrored = useMemo(() => here.some(({ metrics }) => metrics.withinMirrored), [here]);
  const estimators = hasMirrored ? estimatorKinds : (['periodogram'] as const);
  return {
    here,
    conditions,
    reference,
    colour,
    categories,
    varied,
    tagKeys,
    replicated,
    estimators,
    estimator: estimators.find((kind) => kind === state.estimator) ?? estimators[0],
    axes: state.axes ?? (here.length > mostModelsOnLinearAxes ? ('log' as const) : ('linear' as const)),
    pointKind: replicated ? (state.points ?? ('means' as const)) : ('runs' as const),
    x: state.x ?? 'accuracy',
  };
}

export type Shown = ReturnType<typeof useShown>;
