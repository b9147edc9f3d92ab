'use client';

import { useMemo } from 'react';
import { LoadingAxes } from '../components/States.tsx';
import { count, plural } from '../format/words.ts';
import { estimatorWords, frequencyLabel, magnitudeLabel, magnitudeName } from '../measurement/sentences.ts';
import { frequencyAxis, magnitudeAxis } from '../plots/overlay-axes.ts';
import type { OverlayFigure, OverlayLine } from '../plots/overlay-figure.ts';
import type { Comparison, SpectraResult } from './documents.ts';
import { spectraTitle } from './finding.ts';
import { NoFigure } from './NoFigure.tsx';
import { SpectraOverlay } from './SpectraOverlay.tsx';
import { cutoffAt, ratioLines, type Scope, type Shown, scopeName, spectrumLines, withoutPaths } from './series.ts';
import { notMeasuredWords } from './unmeasured.ts';
import type { CompareState } from './url.ts';
import type { useResults } from './use-results.ts';

export interface ScopeProps {
  scope: Scope;
  state: CompareState;
  shown: readonly Shown[];
  comparisons: readonly Comparison[];
  results: ReturnType<typeof useResults>;
  rule: boolean;
}

/** Mean spectra of a scope, a line a model. */
export function ScopeSpectra({ scope, state, shown, comparisons, results, rule }: ScopeProps) {
  const { estimator, axes, cutoff, unit } = state;
  const set = scope === 'WITHIN_CLASS' ? results.spectra?.within : results.spectra?.between;
  const lines = useMemo(() => (set ? spectrumLines(set, shown, estimator) : []), [set, shown, estimator]);
  const figure = useMemo<Omit<OverlayFigure, 'describe'>>(
    () => ({
      lines,
      x: frequencyAxis(lines, axes, frequencyLabel('CYCLES_PER_DISTANCE')),
      y: magnitudeAxis(lines, axes, `Mean ${magnitudeLabel(estimator).toLowerCase()}`),
      cutoff: cutoffAt(cutoff, unit, set?.frequency.at(-1) ?? 0.5),
    }),
    [lines, axes, estimator, cutoff, unit, set],
  );
  const ratios = useMemo(
    () => ratioLines(comparisons, shown.slice(1), scope, estimator),
    [comparisons, shown, scope, estimator],
  );
  if (!set) return <LoadingAxes what="Loading spectra…" height={340} />;
  const [reference] = shown;
  const unmeasured = notMeasuredWords(scope, withoutPaths(set, shown));
  const title = spectraTitle(scope, ratios);
  if (lines.length === 0 && unmeasured !== '') return <NoFigure title={title} why={unmeasured} rule={rule} />;
  return (
    <SpectraOverlay
      title={title}
      subtitle={
        ratios.length === 0
          ? estimatorWords(estimator)
          : `Than ${reference?.name}, by the bounds of the paired ratio; ${estimatorWords(estimator)}`
      }
      caption={[captionOf(lines, set, estimator), unmeasured].filter(Boolean).join(' ')}
      figure={figure}
      valueName={magnitudeName(estimator)}
      fileName={`spectra-${scopeName(scope)}`}
      query={results.queries.spectra}
      stale={results.stale.spectra}
      rule={rule}
    />
  );
}

function captionOf(lines: readonly OverlayLine[], set: SpectraResult['within'], estimator: string): string {
  const counts = set.rows.flatMap(({ measurement }) => measurement.fraction?.count ?? []);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const paths = `${least === most ? '' : `${count(least)} to `}${plural(most, 'path')} a model`;
  const banded = lines.some(({ rows }) => rows.some(({ lower }) => lower !== null));
  const band = banded
    ? 'band: 95 % bounds of the mean, stratified by class or pair'
    : 'no bounds: they need two paths in every group';
  const left = estimator === 'MIRRORED' ? ' and the last bin, 0 by symmetry, are' : ' is';
  return `Spectrum of the class probabilities along straight paths, ${paths}; ${band}. The zero frequency${left} left out.`;
}
