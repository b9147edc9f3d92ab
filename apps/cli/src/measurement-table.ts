import { type ByEstimator, type Direction, directionFrequency, type SummaryEstimate } from '@passband/engine';
import { aligned } from './aligned.ts';
import { directionName } from './directions.ts';
import type { Inputs } from './inputs.ts';
import { count } from './plural.ts';
import type { MeasuredSpectra } from './report.ts';
import { estimated, head, lines, speed } from './table.ts';

/** The result of `passband measure` for a terminal. */
export function measurementTable(inputs: Inputs, measured: MeasuredSpectra): string {
  const { summary, groups, seconds, accuracy } = measured;
  const { cutoff, cutoffUnit } = measured.cutoff;
  const unit = cutoffUnit === 'SHARE_OF_BINS' ? 'of the bins' : 'cycles per unit distance';
  const className = (index: number): string => inputs.images.classes[index] ?? String(index);
  const within = summary.scopeEstimates('WITHIN_CLASS');
  const between = summary.scopeEstimates('BETWEEN_CLASS');
  const { directions } = measured.parameters;
  const classes = directions ? [] : groups.filter(({ classA, classB }) => classA === classB);
  const rows = [
    ['', 'periodogram', 'mirrored', 'distance power', 'paths'],
    ...(between ? [estimateRow('between classes', between)] : []),
    ...(within ? [estimateRow('within classes', within)] : []),
    ...classes.map((group) => estimateRow(`  ${className(group.classA)}`, summary.estimatesOf(group))),
    ...(directions ?? []).flatMap((direction, place) => {
      const estimates = summary.directionEstimates(place);
      return estimates ? [estimateRow(`  ${titled(direction, inputs.images.imageShape)}`, estimates)] : [];
    }),
  ];
  const { excludedPaths, imagesEvaluated } = summary;
  return lines([
    ...head(inputs),
    `accuracy  ${accuracy === null ? 'unknown' : accuracy.toFixed(4)}`,
    '',
    `High-frequency fraction above ${cutoff} ${unit}, mean and 95 % half-width over paths`,
    ...aligned(rows),
    '',
    ...(excludedPaths ? [`Paths of fewer than 4 samples, in no mean: ${count(excludedPaths)}`] : []),
    speed(imagesEvaluated, seconds),
  ]);
}

/** A direction and how many waves an image has along it: fourier:14,15 (1.00 cycles per image). */
function titled(direction: Direction, imageShape: readonly number[]): string {
  const frequency = directionFrequency(direction, imageShape);
  const cycles = frequency === null ? '' : ` (${frequency.toFixed(2)} cycles per image)`;
  return `${directionName(direction)}${cycles}`;
}

function estimateRow(name: string, { PERIODOGRAM, MIRRORED, DISTANCE_POWER }: ByEstimator<SummaryEstimate>): string[] {
  return [name, ...[PERIODOGRAM, MIRRORED, DISTANCE_POWER].map(estimated), count(PERIODOGRAM.count)];
}
