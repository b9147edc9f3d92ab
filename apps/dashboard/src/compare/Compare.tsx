'use client';

import dynamic from 'next/dynamic';
import { Suspense, useEffect, useMemo } from 'react';
import { useConnection } from '../api/connection.ts';
import { Notice } from '../components/Notice.tsx';
import { LoadingAxes, QueryError } from '../components/States.tsx';
import { useAhead } from '../components/use-ahead.ts';
import { useSearchState } from '../components/use-search-state.ts';
import { standingOf } from '../overview/standing.ts';
import { useLiveModels } from '../overview/use-live-models.ts';
import classes from './Compare.module.css';
import { CompareBar } from './CompareBar.tsx';
import { CompareHead } from './CompareHead.tsx';
import { chosenSpectra, datasetsOf } from './choice.ts';
import { keepCollection } from './collection.ts';
import { dataVersion } from './data-version.ts';
import { compareFinding, effectsOf, estimatorsFinding } from './finding.ts';
import { NotComparedNotice, OtherSeedsNotice } from './NotComparedNotice.tsx';
import { coloursOf, shortNames } from './names.ts';
import { offeredOf } from './offered.ts';
import { Suggestions } from './Suggestions.tsx';
import { besideOf, type Shown, scopes } from './series.ts';
import { measuredPaths, sourceOf } from './source.ts';
import { formatCompare, parseCompare } from './url.ts';
import { useComparedModels } from './use-compared-models.ts';
import { useDatasets } from './use-datasets.ts';
import { useResults } from './use-results.ts';

const loadFigures = () => import('./ComparedFigures.tsx').then(({ ComparedFigures }) => ComparedFigures);
const ComparedFigures = dynamic(loadFigures, { ssr: false, loading: LoadingFigures });

const none: never[] = [];

/** Chosen models on the same paths: spectra over one another, and each one's differences from the first. */
export function Compare() {
  return (
    <Suspense fallback={<CompareHead finding="" dataset={undefined} />}>
      <Content />
    </Suspense>
  );
}

function LoadingFigures() {
  return (
    <div className={classes.figures}>
      <LoadingAxes what="Loading models…" height={340} />
      <LoadingAxes what="" height={340} />
      <LoadingAxes what="" height={340} />
    </div>
  );
}

function Content() {
  useAhead(loadFigures);
  const [state, change] = useSearchState(parseCompare, formatCompare);
  const { models, missing, loading, error, refetch } = useComparedModels(state.models);
  const datasets = useMemo(() => datasetsOf(models), [models]);
  const listed = useDatasets();
  const known = listed.datasets ?? none;
  const dataset =
    datasets.find(({ id }) => id === state.dataset) ??
    known.find(({ id }) => id === state.dataset) ??
    datasets[0] ??
    known[0];
  const live = useLiveModels(dataset?.id);
  const { records = none } = live;
  const lost = useConnection().state === 'lost';
  const choice = useMemo(
    () => (dataset ? chosenSpectra(models, dataset) : { compared: [], not: [], otherSeeds: [] }),
    [models, dataset],
  );
  const colours = useMemo(
    () => coloursOf(choice.compared.map(({ model }) => standingOf(records, model.id).colour)),
    [choice, records],
  );
  const shown = useMemo<Shown[]>(() => {
    const names = shortNames(choice.compared.map(({ model }) => model.name));
    return choice.compared.map(({ model: { id, name }, spectrum }, k) => ({
      id,
      name: names[k] ?? name,
      fullName: name,
      colour: colours[k] ?? -1,
      spectrum: spectrum.id,
    }));
  }, [choice, colours]);
  const results = useResults(shown, state, dataVersion(choice.compared));
  useEffect(() => {
    if (state.models.length > 0) keepCollection(state.models);
  }, [state.models]);

  const [reference, ...others] = shown;
  const chips = state.models.flatMap((id) => {
    const own = shown.find((model) => model.id === id);
    const name = own?.name ?? models.find((model) => model.id === id)?.name;
    return name === undefined ? [] : [{ id, name, colour: own?.colour ?? -1 }];
  });
  const effects = effectsOf(results.comparisons ?? none, others, state.estimator, scopes);
  const beside = effectsOf(results.comparisons ?? none, others, besideOf(state.estimator), scopes);
  const paths = (scope: string) =>
    Math.max(0, ...(results.comparisons ?? none).filter((c) => c.scope === scope).map((c) => c.pairedPaths));
  const unread = live.records === undefined ? (listed.error ?? live.error) : undefined;
  const problem = error ?? results.error ?? unread;
  // Without a dataset no model is asked for.
  const isEmpty = listed.datasets?.length === 0;
  return (
    <>
      <CompareHead
        dataset={dataset?.id}
        stale={results.stale.differences}
        finding={
          reference && others.length > 0
            ? [
                compareFinding(reference.name, effects, state.estimator, {
                  within: paths('WITHIN_CLASS'),
                  between: paths('BETWEEN_CLASS'),
                }),
                estimatorsFinding(effects, beside),
              ]
                .filter(Boolean)
                .join(' ')
            : ''
        }
      />
      <CompareBar
        {...{ state, chips, datasets }}
        onChange={(next) => {
          // The last one taken away leaves nothing to come back to.
          if (next.models.length === 0) keepCollection([]);
          change(next);
        }}
        reference={reference?.id}
        offered={offeredOf(records, state.models)}
        dataset={dataset?.id}
      />
      <div className={classes.notices}>
        {problem && (
          <QueryError
            error={problem}
            what="The comparison"
            retry={() => {
              refetch();
              results.refetch();
              listed.refetch({ requestPolicy: 'network-only' });
              if (dataset) live.refetch({ requestPolicy: 'network-only' });
            }}
          />
        )}
        {missing.map((id) => (
          <Notice key={id} kind="note" title={`There is no model ${id}.`}>
            It may have been deleted.
          </Notice>
        ))}
        {!loading && choice.not.length > 0 && <NotComparedNotice not={choice.not} compared={shown.length} />}
        {!loading && choice.otherSeeds.length > 0 && <OtherSeedsNotice otherSeeds={choice.otherSeeds} />}
      </div>
      {!loading && shown.length < 2 && !unread && (
        <Suggestions
          records={isEmpty ? none : live.records}
          reference={reference}
          onChoose={(ids) => change({ ...state, models: ids })}
        />
      )}
      {loading && shown.length === 0 && <LoadingFigures />}
      {shown.length > 0 && dataset && (
        <div className={lost ? classes.dim : undefined}>
          <ComparedFigures
            {...{ state, shown, results, records, effects, dataset }}
            metrics={choice.compared.map(({ model }) => model.metrics)}
            sources={choice.compared.map(
              ({ model, spectrum }) =>
                results.spectra && sourceOf(model, spectrum, measuredPaths(results.spectra, spectrum.id)),
            )}
          />
        </div>
      )}
    </>
  );
}
