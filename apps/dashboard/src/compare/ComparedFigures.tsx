'use client';

import { useMemo } from 'react';
import { Link } from '../components/Link.tsx';
import { LoadingAxes } from '../components/States.tsx';
import { estimatorWords } from '../measurement/sentences.ts';
import type { ModelRecord } from '../overview/records.ts';
import { ByClassFigure } from './ByClassFigure.tsx';
import classes from './Compare.module.css';
import { classRows } from './class-rows.ts';
import { DifferencesFigure } from './DifferencesFigure.tsx';
import type { Comparison } from './documents.ts';
import { differencesTitle, type Effect } from './finding.ts';
import { NumbersTable } from './NumbersTable.tsx';
import { numberColumns } from './numbers.ts';
import { replicatePairs } from './replicates.ts';
import { differenceRows } from './rows.ts';
import { ScopeRatio } from './ScopeRatio.tsx';
import { ScopeSpectra } from './ScopeSpectra.tsx';
import { type Shown, scopes } from './series.ts';
import type { Source } from './source.ts';
import type { CompareState } from './url.ts';
import type { useResults } from './use-results.ts';

interface ComparedFiguresProps {
  state: CompareState;
  shown: readonly Shown[];
  records: readonly ModelRecord[];
  effects: readonly Effect[];
  dataset: { id: string; name: string };
  /** Metrics of the models, in their order. */
  metrics: Parameters<typeof numberColumns>[0]['metrics'];
  /** Which of several measurements their numbers are of, in their order. */
  sources: readonly (Source | undefined)[];
  results: ReturnType<typeof useResults>;
}

const noComparisons: readonly Comparison[] = [];

/** Row 1: spectra within, spectra between, differences. Row 2: ratios to the reference, differences by class. Row 3: all numbers. */
export function ComparedFigures(props: ComparedFiguresProps) {
  const { state, shown, records, effects, dataset, metrics, sources, results } = props;
  const comparisons = results.comparisons ?? noComparisons;
  const [reference, ...others] = shown;
  const rows = useMemo(
    () => differenceRows(comparisons, shown.slice(1), state.estimator),
    [comparisons, shown, state.estimator],
  );
  const classDifferences = useMemo(
    () => classRows(comparisons, shown.slice(1), state.estimator),
    [comparisons, shown, state.estimator],
  );
  if (!reference) return null;
  return (
    <>
      <div className={classes.figures}>
        {scopes.map((scope) => (
          <ScopeSpectra key={scope} {...{ scope, state, shown, results, comparisons }} rule={false} />
        ))}
        {others.length > 0 &&
          (results.comparisons ? (
            <DifferencesFigure
              title={differencesTitle(reference.name, effects)}
              subtitle={`High-frequency fraction minus that of ${reference.name}, paired. Bold: ${estimatorWords(state.estimator)}`}
              caption={
                <>
                  95 % bounds, Student&apos;s t over pairs of paths, stratified by class or pair: one training run each.
                  Hollow: bounds hold 0. <Replicates {...{ reference, others, records, dataset }} />
                </>
              }
              rows={rows}
              query={results.queries.differences}
              stale={results.stale.differences}
            />
          ) : (
            <LoadingAxes what="Loading differences…" height={340} />
          ))}
        {others.length > 0 &&
          scopes.map((scope) => <ScopeRatio key={scope} {...{ scope, state, shown, results, comparisons }} rule />)}
        {classDifferences.length > 0 && (
          <ByClassFigure
            rows={classDifferences}
            reference={reference.name}
            estimator={state.estimator}
            query={results.queries.differences}
            stale={results.stale.differences}
          />
        )}
      </div>
      {results.spectra && (
        <NumbersTable
          shown={shown}
          sources={sources}
          columns={numberColumns({
            shown,
            metrics,
            comparisons,
            dataset: dataset.id,
            spectra: results.spectra,
            estimator: state.estimator,
          })}
          query={`${results.queries.spectra} ${results.queries.differences}`}
          stale={results.stale.spectra || results.stale.differences}
        />
      )}
    </>
  );
}

interface ReplicatesProps extends Pick<ComparedFiguresProps, 'records' | 'dataset'> {
  reference: Shown;
  others: readonly Shown[];
}

/** Where models were trained again, bounds over training runs say more; the overview has them. */
function Replicates({ reference, others, records, dataset }: ReplicatesProps) {
  const pairs = others.map(({ id }) => replicatePairs(records, reference.id, id)).filter((found) => found >= 2);
  if (pairs.length === 0) return null;
  const search = new URLSearchParams({ dataset: dataset.id, reference: reference.id });
  return (
    <>
      {pairs.length === others.length ? 'All were' : `${pairs.length} of ${others.length} were`} trained again:{' '}
      <Link href={`/?${search}`}>bounds over {Math.max(...pairs)} pairs of training runs</Link> are on the overview.
    </>
  );
}
