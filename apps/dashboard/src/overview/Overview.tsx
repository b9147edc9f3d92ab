'use client';

import { pearson } from '@passband/spectrum';
import Link from 'next/link';
import { Suspense, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { useConnection } from '../api/connection.ts';
import { LoadingAxes, QueryError } from '../components/States.tsx';
import { useSearchState } from '../components/use-search-state.ts';
import { EmptyStart } from '../register/EmptyStart.tsx';
import { categoriesOf } from './colouring.ts';
import { conditionKey, conditionsOf, findReference } from './conditions.ts';
import { differencesFrom, mostPaired } from './differences.ts';
import { Figures } from './Figures.tsx';
import { ForestFigure } from './ForestFigure.tsx';
import { coverageWords, overviewFinding } from './finding.ts';
import { ModelTable } from './ModelTable.tsx';
import classes from './Overview.module.css';
import { OverviewBar } from './OverviewBar.tsx';
import { DatasetsQuery, pointsQueryText } from './queries.ts';
import { hasMetrics, isMeasured, type MetricKey, type ModelRecord } from './records.ts';
import { modelsHere } from './standing.ts';
import { formatOverview, parseOverview } from './state.ts';
import { useLiveModels } from './use-live-models.ts';

const mostModelsOnLinearAxes = 100;
/** Up to so many, every intervention has its row, and the differences come first. */
const fewModels = 40;
const mostRows = 12;

/** Within- and between-class fraction against accuracy over all models of a dataset, and what each intervention changed. */
export function Overview() {
  return (
    <Suspense fallback={<Head finding="" coverage="" />}>
      <Content />
    </Suspense>
  );
}

function Content() {
  const [state, change] = useSearchState(parseOverview, formatOverview);
  const [{ data: datasetsData, error: datasetsError }, refetchDatasets] = useQuery({ query: DatasetsQuery });
  const datasets = datasetsData?.datasets ?? [];
  const dataset = state.dataset ?? datasets[0]?.id;
  const { records, error, underway, refetch } = useLiveModels(dataset);
  const lost = useConnection().state === 'lost';
  const [hovered, setHovered] = useState<ModelRecord>();

  const here = useMemo(() => modelsHere(records ?? []), [records]);
  const measured = useMemo(() => here.filter(isMeasured), [here]);
  const conditions = useMemo(() => conditionsOf(here), [here]);
  const reference = useMemo(() => {
    const chosen = here.find(({ id }) => id === state.reference);
    const key = chosen && conditionKey(chosen.tags);
    return conditions.find((condition) => condition.key === key) ?? findReference(conditions);
  }, [here, conditions, state.reference]);
  const categories = useMemo(() => categoriesOf(here, reference, state.colour), [here, reference, state.colour]);
  const allRows = useMemo(() => (reference ? differencesFrom(reference, conditions) : []), [reference, conditions]);
  const few = here.length <= fewModels;
  const rows = useMemo(() => (few ? allRows : mostPaired(allRows, mostRows)), [allRows, few]);
  const axes = state.axes ?? (here.length > mostModelsOnLinearAxes ? 'log' : 'linear');
  const tagKeys = useMemo(() => [...new Set(here.flatMap(({ tags }) => Object.keys(tags)))], [here]);
  const mirrored = state.estimator === 'mirrored';
  const within = mirrored ? 'withinMirrored' : 'within';
  const between = mirrored ? 'betweenMirrored' : 'between';
  const correlated = measured.filter((record) => hasMetrics(record, ['accuracy', within, between]));
  const r = (key: MetricKey) =>
    correlated.length < 2
      ? null
      : pearson(
          correlated.map(({ metrics }) => metrics.accuracy?.value ?? 0),
          correlated.map(({ metrics }) => metrics[key]?.value ?? 0),
        );
  const counts = { measured: measured.length, correlated: correlated.length };
  const finding = records ? overviewFinding({ within: r(within), between: r(between) }, counts) : '';
  const coverage = records ? coverageWords({ measured: measured.length, total: here.length }, underway) : '';
  const current = hovered && here.find(({ id }) => id === hovered.id);
  const problem = datasetsError ?? error;
  const reload = () => {
    refetchDatasets({ requestPolicy: 'network-only' });
    if (dataset !== undefined) refetch({ requestPolicy: 'network-only' });
  };
  const differences = rows.length > 0 && reference && (
    <ForestFigure
      {...{ reference, rows, categories }}
      outOf={allRows.length}
      estimator={state.estimator}
      query={pointsQueryText}
      stale={false}
    />
  );
  return (
    <>
      <Head finding={finding} coverage={coverage} />
      <OverviewBar
        {...{ state, datasets, dataset, tagKeys, conditions, reference, axes }}
        modelCount={here.length}
        onChange={change}
      />
      {problem && (
        <div style={{ marginTop: 16 }}>
          <QueryError error={problem} what="The models" retry={reload} />
        </div>
      )}
      {((datasetsData && datasets.length === 0) || (records && here.length === 0)) && (
        <EmptyStart
          title={datasets.length === 0 ? 'No models and no dataset yet' : 'No models on this dataset'}
          onFilled={reload}
        >
          Drop a model file anywhere on this page, or start from results that are already published.
        </EmptyStart>
      )}
      {!records && !problem && !(datasetsData && datasets.length === 0) && (
        <div className={classes.figures}>
          <LoadingAxes what="Loading models…" height={380} />
          <LoadingAxes what="" height={380} />
          <LoadingAxes what="" height={380} />
        </div>
      )}
      {here.length > 0 && (
        <div className={lost || (problem && records) ? classes.dim : undefined}>
          {few && differences}
          <Figures
            {...{ categories, axes }}
            records={measured}
            dataset={dataset}
            estimator={state.estimator}
            hovered={current}
            onHover={setHovered}
            query={pointsQueryText}
          />
          {!few && <div style={{ marginBottom: 26 }}>{differences}</div>}
          <ModelTable
            {...{ categories, reference }}
            records={here}
            sort={state.sort}
            onSort={(sort) => change({ ...state, sort }, 'replace')}
            hovered={current}
            onHover={setHovered}
            query={pointsQueryText}
          />
        </div>
      )}
    </>
  );
}

function Head({ finding, coverage }: { finding: string; coverage: string }) {
  return (
    <div className="page-head">
      <div>
        <div style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: '0 12px' }}>
          <h1>Overview</h1>
          <span className="muted" aria-live="polite">
            {coverage}
          </span>
        </div>
        <p className="finding">{finding}</p>
      </div>
      <div>
        <Link href="/measure" className="button button-primary">
          Measure a model
        </Link>
      </div>
    </div>
  );
}
