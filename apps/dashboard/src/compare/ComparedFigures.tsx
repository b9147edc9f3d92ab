'use client';

import Link from 'next/link';
import { useMemo } from 'react';
import { LoadingAxes } from '../components/States.tsx';
import { count, plural } from '../format/words.ts';
import { estimatorWords, frequencyLabel, magnitudeLabel } from '../measurement/sentences.ts';
import type { ModelRecord } from '../overview/records.ts';
import type { OverlayFigure, OverlayLine } from '../plots/overlay.ts';
import { frequencyAxis, magnitudeAxis } from '../plots/overlay-axes.ts';
import classes from './Compare.module.css';
import { DifferencesFigure } from './DifferencesFigure.tsx';
import type { Comparison } from './documents.ts';
import { differencesTitle, type Effect, spectraTitle } from './finding.ts';
import { replicatePairs } from './replicates.ts';
import { differenceRows } from './rows.ts';
import { SpectraOverlay } from './SpectraOverlay.tsx';
import { cutoffAt, ratioLines, type Scope, type Shown, scopes, spectrumLines } from './series.ts';
import type { CompareState } from './url.ts';
import type { useResults } from './use-results.ts';

interface ComparedFiguresProps {
  state: CompareState;
  shown: readonly Shown[];
  records: readonly ModelRecord[];
  effects: readonly Effect[];
  dataset: { id: string; name: string };
  results: ReturnType<typeof useResults>;
}

const noComparisons: readonly Comparison[] = [];

/** Row 1: spectra within, spectra between, differences. */
export function ComparedFigures({ state, shown, records, effects, dataset, results }: ComparedFiguresProps) {
  const comparisons = results.comparisons ?? noComparisons;
  const [reference, ...others] = shown;
  const rows = useMemo(
    () => differenceRows(comparisons, shown.slice(1), state.estimator),
    [comparisons, shown, state.estimator],
  );
  if (!reference) return null;
  return (
    <div className={classes.figures}>
      {scopes.map((scope) => (
        <Spectra key={scope} {...{ scope, state, shown, results, comparisons }} />
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
    </div>
  );
}

interface SpectraProps extends Pick<ComparedFiguresProps, 'state' | 'shown' | 'results'> {
  scope: Scope;
  comparisons: readonly Comparison[];
}

function Spectra({ scope, state, shown, results, comparisons }: SpectraProps) {
  const { estimator, axes, cutoff, unit } = state;
  const set = scope === 'WITHIN_CLASS' ? results.spectra?.within : results.spectra?.between;
  const lines = useMemo(() => (set ? spectrumLines(set, shown, estimator) : []), [set, shown, estimator]);
  const figure = useMemo<Omit<OverlayFigure, 'describe'>>(
    () => ({
      lines,
      x: frequencyAxis(lines, axes, frequencyLabel('CYCLES_PER_DISTANCE')),
      y: magnitudeAxis(lines, axes, magnitudeLabel(estimator)),
      cutoff: cutoffAt(cutoff, unit, set?.frequency.at(-1) ?? 0.5),
    }),
    [lines, axes, estimator, cutoff, unit, set],
  );
  const ratios = useMemo(
    () => ratioLines(comparisons, shown.slice(1), scope, estimator),
    [comparisons, shown, scope, estimator],
  );
  if (!set) return <LoadingAxes what="Loading spectra…" height={340} />;
  return (
    <SpectraOverlay
      title={spectraTitle(scope, ratios)}
      subtitle={
        shown.length > 1
          ? `Than ${shown[0]?.name}, bounds of the paired ratio; ${estimatorWords(estimator)}`
          : estimatorWords(estimator)
      }
      caption={spectraCaption(lines, set, estimator)}
      figure={figure}
      valueName="Magnitude"
      fileName={`spectra-${scope === 'WITHIN_CLASS' ? 'within' : 'between'}`}
      query={results.queries.spectra}
      stale={results.stale.spectra}
      rule={false}
    />
  );
}

function spectraCaption(
  lines: readonly OverlayLine[],
  set: { rows: readonly { measurement: { fraction: { count: number } | null } }[] },
  estimator: string,
): string {
  const counts = [...new Set(set.rows.map(({ measurement }) => measurement.fraction?.count ?? 0))].sort(
    (a, b) => a - b,
  );
  const paths =
    counts.length === 1
      ? plural(counts[0] ?? 0, 'path')
      : `${count(counts[0] ?? 0)} to ${plural(counts.at(-1) ?? 0, 'path')}`;
  const banded = lines.some(({ rows }) => rows.some(({ lower }) => lower !== null));
  const left =
    estimator === 'MIRRORED'
      ? 'The zero frequency and the last bin, 0 by symmetry, are left out.'
      : 'The zero frequency is left out.';
  return `Spectrum of the class probabilities along straight paths, ${paths} a model; ${banded ? 'band: 95 % bounds of the mean, stratified by class or pair' : 'no bounds: they need two paths in every group'}. ${left}`;
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
