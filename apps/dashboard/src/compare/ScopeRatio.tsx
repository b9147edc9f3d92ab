'use client';

import { useMemo } from 'react';
import { LoadingAxes } from '../components/States.tsx';
import { sentenceCase } from '../format/words.ts';
import { frequencyLabel, magnitudeName, scopeWords } from '../measurement/sentences.ts';
import { frequencyAxis, ratioAxis } from '../plots/overlay-axes.ts';
import type { OverlayFigure } from '../plots/overlay-figure.ts';
import { ratioSubtitle } from './finding.ts';
import { NoFigure } from './NoFigure.tsx';
import type { ScopeProps } from './ScopeSpectra.tsx';
import { SpectraOverlay } from './SpectraOverlay.tsx';
import { cutoffAt, ratioLines, scopeName, withoutPaths } from './series.ts';
import { noRatioWords } from './unmeasured.ts';

/** Each other model's mean spectrum over the reference's, with bounds from the paths that both measured. */
export function ScopeRatio({ scope, state, shown, comparisons, results, rule }: ScopeProps) {
  const { estimator, axes, cutoff, unit } = state;
  const [reference] = shown;
  const lines = useMemo(
    () => ratioLines(comparisons, shown.slice(1), scope, estimator),
    [comparisons, shown, scope, estimator],
  );
  const name = reference?.name ?? '';
  const figure = useMemo<Omit<OverlayFigure, 'describe'>>(
    () => ({
      lines,
      x: frequencyAxis(lines, axes, frequencyLabel('CYCLES_PER_DISTANCE')),
      y: ratioAxis(lines, axes, `${magnitudeName(estimator)} ÷ that of ${name}`),
      cutoff: cutoffAt(cutoff, unit, lines[0]?.rows.at(-1)?.frequency ?? 0.5),
      level: { value: 1, name, colour: 0 },
    }),
    [lines, axes, estimator, name, cutoff, unit],
  );
  if (!results.comparisons) return <LoadingAxes what="Loading ratios…" height={340} />;
  const title = `${sentenceCase(scopeWords(scope))}, ratio to ${name}`;
  // An answer for the choice before may hold no ratio to one that is new.
  if (lines.length === 0 && !results.stale.differences) {
    const set = scope === 'WITHIN_CLASS' ? results.spectra?.within : results.spectra?.between;
    return <NoFigure title={title} why={noRatioWords(scope, name, set ? withoutPaths(set, shown) : [])} rule={rule} />;
  }
  return (
    <SpectraOverlay
      title={title}
      subtitle={ratioSubtitle(lines)}
      caption="Ratio of mean spectra; band: 95 % bounds, paired (delta method), not corrected for the number of frequencies."
      figure={figure}
      valueName={`Ratio to ${name}`}
      fileName={`ratio-${scopeName(scope)}`}
      query={results.queries.differences}
      stale={results.stale.differences}
      rule={rule}
    />
  );
}
