import { frequencyLabel, magnitudeLabel } from '../measurement/sentences.ts';
import type { Estimator } from '../model/estimator.ts';
import type { CutoffUnit } from '../model/fraction.ts';
import { frequencyAxis, magnitudeAxis } from '../plots/overlay-axes.ts';
import type { OverlayFigure, OverlayLine } from '../plots/overlay-figure.ts';
import { spectrumRows } from '../plots/spectrum-rows.ts';
import type { InspectedPath } from './documents.ts';

const fields = { PERIODOGRAM: 'periodogram', MIRRORED: 'mirrored', DISTANCE_POWER: 'distancePower' } as const;

/** A path's spectrum by an estimator, as the API gives it. */
export function spectrumOf(path: InspectedPath, estimator: Estimator): InspectedPath['periodogram'] {
  return path[fields[estimator]];
}

/** A path's spectrum as a line: the bins that log axes can show. */
function lineOf(model: { name: string; colour: number; path: InspectedPath }, estimator: Estimator): OverlayLine {
  const { frequency, magnitude } = spectrumOf(model.path, estimator);
  const rows = spectrumRows({ scope: null, pathCount: 1, frequency, magnitude, lower: null, upper: null }, estimator);
  return {
    name: model.name,
    colour: model.colour,
    rows: rows.map((row) => ({ frequency: row.frequency, value: row.magnitude, lower: null, upper: null })),
  };
}

/**
 * Where high frequency begins on the axis of one spectrum: cycles per distance lie there as they are; a share of the bins
 * begins with bin ceil(cutoff * bins).
 */
export function cutoffPlace(frequency: readonly number[], cutoff: number, unit: CutoffUnit): number {
  if (unit === 'CYCLES_PER_DISTANCE') return cutoff;
  return frequency[Math.ceil(cutoff * frequency.length)] ?? Number.POSITIVE_INFINITY;
}

/** The spectra of one path by one estimator, a line a model, log-log. */
export function pathSpectraFigure(
  models: readonly { name: string; colour: number; path: InspectedPath }[],
  choice: { estimator: Estimator; cutoff: number; unit: CutoffUnit },
): Omit<OverlayFigure, 'describe'> {
  const { estimator } = choice;
  const lines = models.map((model) => lineOf(model, estimator));
  const [first] = models;
  const { frequency, frequencyUnit } = first
    ? spectrumOf(first.path, estimator)
    : { frequency: [], frequencyUnit: 'CYCLES_PER_DISTANCE' };
  return {
    lines,
    x: frequencyAxis(lines, 'log', frequencyLabel(frequencyUnit)),
    y: magnitudeAxis(lines, 'log', magnitudeLabel(estimator)),
    cutoff: cutoffPlace(frequency, choice.cutoff, choice.unit),
  };
}
