'use client';

import dynamic from 'next/dynamic';
import { Suspense } from 'react';
import { useQuery } from 'urql';
import { useConnection } from '../api/connection.ts';
import { LoadingAxes, QueryError } from '../components/States.tsx';
import { useAhead } from '../components/use-ahead.ts';
import { useSearchState } from '../components/use-search-state.ts';
import { NoModels } from '../models/NoModels.tsx';
import { EmptyStart } from '../register/EmptyStart.tsx';
import classes from './Overview.module.css';
import { OverviewHead } from './OverviewHead.tsx';
import { DatasetsQuery } from './queries.ts';
import { usualDataset } from './standing.ts';
import { formatOverview, parseOverview, without } from './state.ts';
import { useModels } from './use-models.ts';

const loadDashboard = () => import('./Dashboard.tsx').then(({ Dashboard }) => Dashboard);
const Dashboard = dynamic(loadDashboard, { ssr: false, loading: LoadingFigures });

/** Within- and between-class fraction against accuracy over all models of a dataset, and what each intervention changed. */
export function Overview() {
  return (
    <Suspense fallback={<OverviewHead finding="" coverage="" />}>
      <Content />
    </Suspense>
  );
}

/** One array for all renders: what is asked for depends on it. */
const noDatasets: readonly { id: string; name: string; imageCount: number }[] = [];

function LoadingFigures() {
  return (
    <div className={classes.figures}>
      <LoadingAxes what="Loading models…" height={380} />
      <LoadingAxes what="" height={380} />
      <LoadingAxes what="" height={380} />
    </div>
  );
}

function Content() {
  useAhead(loadDashboard);
  const [state, change] = useSearchState(parseOverview, formatOverview);
  const [{ data, error: datasetsError }, refetchDatasets] = useQuery({ query: DatasetsQuery });
  const datasets = data?.datasets;
  const known = datasets ?? noDatasets;
  const dataset = state.dataset ?? usualDataset(known)?.id;
  const models = useModels(known, dataset, state);
  const lost = useConnection().state === 'lost';
  const problem = datasetsError ?? models.error;
  const reload = () => {
    refetchDatasets({ requestPolicy: 'network-only' });
    models.reload();
  };
  const isEmpty = datasets?.length === 0 || models.here?.length === 0;
  return (
    <>
      {(isEmpty || !models.here) && <OverviewHead finding="" coverage={models.elsewhere} />}
      {problem && (
        <div style={{ marginTop: 16 }}>
          <QueryError error={problem} what="The models" retry={reload} />
        </div>
      )}
      {isEmpty && state.filter !== undefined && (
        <NoModels
          filter={state.filter}
          known={models}
          onFilter={(filter) => change(filter === '' ? without(state, 'filter') : { ...state, filter })}
          onFilled={reload}
        />
      )}
      {isEmpty && state.filter === undefined && (
        <EmptyStart
          title={datasets?.length === 0 ? 'No models and no dataset yet' : 'No models on this dataset'}
          onFilled={reload}
        >
          Drop a model file anywhere on this page, or start from results that are already published.
        </EmptyStart>
      )}
      {!models.here && !problem && !isEmpty && <LoadingFigures />}
      {models.here && models.here.length > 0 && (
        <div className={lost || problem ? classes.dim : undefined}>
          <Dashboard {...{ state, change, dataset, models, reload }} datasets={known} here={models.here} />
        </div>
      )}
    </>
  );
}
