'use client';

import { useMemo, useState } from 'react';
import { LoadingAxes, QueryError } from '../components/States.tsx';
import { colourOfRow } from './colouring.ts';
import { mostPaired } from './differences.ts';
import { Figures } from './Figures.tsx';
import { ForestFigure } from './ForestFigure.tsx';
import { forestHeight } from './ForestPicture.tsx';
import { coverageWords, overviewFinding } from './finding.ts';
import { headCorrelations } from './head-correlations.ts';
import { ModelTable } from './ModelTable.tsx';
import classes from './Overview.module.css';
import { OverviewBar } from './OverviewBar.tsx';
import { OverviewFilter } from './OverviewFilter.tsx';
import { OverviewHead } from './OverviewHead.tsx';
import { numericTags } from './quantity.ts';
import { isMeasured, type ModelRecord } from './records.ts';
import { SelectionChip } from './SelectionChip.tsx';
import { pointWords } from './scatter-data.ts';
import { type OverviewState, without } from './state.ts';
import { usualColumns } from './table-columns.ts';
import { tagColumn } from './tags.ts';
import { useDifferences } from './use-differences.ts';
import type { useModels } from './use-models.ts';
import { useSelection } from './use-selection.ts';
import { useShown } from './use-shown.ts';

interface DashboardProps {
  state: OverviewState;
  change: (state: OverviewState, how?: 'push' | 'replace') => void;
  datasets: readonly { id: string; name: string }[];
  dataset: string | undefined;
  models: ReturnType<typeof useModels>;
  here: readonly ModelRecord[];
  reload: () => void;
}

/** Up to so many models, the differences come first and every intervention has its row. */
const fewModels = 60;
const mostRows = 20;
/** Of title, subtitle and caption. */
const textPixels = 96;

/** The figures and the table of a dataset that has models. */
export function Dashboard({ state, change, datasets, dataset, models, here, reload }: DashboardProps) {
  const [hovered, setHovered] = useState<readonly ModelRecord[]>([]);
  const shown = useShown(here, state);
  const { reference, conditions, categories, estimator, colour } = shown;
  const measured = useMemo(() => here.filter(isMeasured), [here]);
  const { selected, words, onLasso, clear } = useSelection(shown, state, change);
  const { split, cutoff } = state;
  const differences = useDifferences({ dataset, reference, conditions, cutoff, split, filter: models.filter });
  const few = here.length <= fewModels;
  const rows = useMemo(
    () => (few || split !== undefined ? differences.rows : mostPaired(differences.rows, mostRows)),
    [differences.rows, few, split],
  );
  const values = [...shown.varied.values()].reduce((sum, { length }) => sum + length - 1, 0);
  const expected = few ? values : Math.min(values, mostRows);
  const head = useMemo(() => headCorrelations(measured, estimator), [measured, estimator]);
  const counts = { measured: measured.length, correlated: head.count };
  const coverage = coverageWords({ measured: measured.length, total: here.length }, models.underway);
  const ids = new Set(hovered.map(({ id }) => id));
  const current = here.filter(({ id }) => ids.has(id));
  const quantities = useMemo(
    () => [...new Set(['accuracy', ...models.metrics]), ...numericTags(here)],
    [models.metrics, here],
  );
  const grouping = useMemo(
    () => ({ words: colour === undefined ? 'of what was varied' : `of ${colour}`, hasLines: colour !== undefined }),
    [colour],
  );
  const forest = differences.possible && reference && rows.length > 0 && (
    <ForestFigure
      {...{ reference, rows, estimator }}
      outOf={differences.rows.length}
      colourOf={(row) => colourOfRow(row, colour, categories)}
      query={differences.query}
      stale={differences.stale}
      rule={!few}
      areReplicates={shown.replicated}
    />
  );
  const interventions = (
    <>
      {differences.error && (
        <QueryError error={differences.error} what="What interventions changed" retry={differences.retry} />
      )}
      {differences.possible && differences.loading && (
        <LoadingAxes what="Loading what interventions changed…" height={forestHeight(expected) + textPixels} />
      )}
      {forest}
    </>
  );
  const table = selected ? here.filter((record) => selected.has(record)) : here;
  return (
    <>
      <OverviewHead
        finding={overviewFinding(head, counts)}
        coverage={[coverage, models.elsewhere].filter(Boolean).join(' · ')}
      />
      <OverviewBar {...{ state, datasets, dataset, shown, quantities }} onChange={change}>
        <OverviewFilter
          filter={state.filter}
          tags={models.tags}
          onFilter={(filter, how) => change(filter === '' ? without(state, 'filter') : { ...state, filter }, how)}
        />
        <SelectionChip count={selected?.size} outOf={measured.length} words={words} onClear={clear} />
      </OverviewBar>
      {few && interventions}
      <Figures
        {...{ dataset, conditions, categories, estimator, grouping, selected, onLasso }}
        records={measured}
        x={shown.x}
        y={state.y}
        axes={shown.axes}
        pointKind={shown.pointKind}
        lasso={state.lasso}
        hovered={current}
        onHover={setHovered}
        query={models.query}
        stale={models.stale}
      />
      <p className={`caption ${classes.points}`}>{pointWords(shown.pointKind, measured)}</p>
      {!few && <div className={classes.forest}>{interventions}</div>}
      <ModelTable
        {...{ categories, reference }}
        all={here}
        records={table}
        choices={['varied', 'value', ...shown.tagKeys.map(tagColumn), ...models.metrics]}
        columns={state.columns ?? usualColumns(shown)}
        onColumns={(columns) => change({ ...state, columns })}
        sort={state.sort}
        onSort={(sort) => change({ ...state, sort }, 'replace')}
        hovered={current}
        onHover={setHovered}
        onDeleted={reload}
        query={models.query}
      />
    </>
  );
}
