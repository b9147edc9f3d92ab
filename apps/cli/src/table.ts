import {
  type ByEstimator,
  type Direction,
  directionFrequency,
  type EvaluationSummary,
  type FourierHeatMapSummary,
  type SummaryEstimate,
} from '@passband/engine';
import { aligned } from './aligned.ts';
import { directionName } from './directions.ts';
import type { Inputs } from './inputs.ts';
import type { MeasuredSpectra } from './report.ts';

type Proportion = EvaluationSummary['accuracy'];

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

/** The result of `passband evaluate` for a terminal. */
export function evaluationTable(inputs: Inputs, evaluation: EvaluationSummary, seconds: number): string {
  const rows = [
    ['', 'accuracy', '95 % bounds', 'images'],
    proportionRow('all', evaluation.accuracy, evaluation.imageCount),
    ...evaluation.byClass.map(({ classIndex, accuracy, imageCount }) =>
      proportionRow(`  ${inputs.images.classes[classIndex] ?? classIndex}`, accuracy, imageCount),
    ),
  ];
  const loss = evaluation.loss === null ? 'unknown' : `${evaluation.loss.toFixed(4)} nats`;
  return lines([...head(inputs), `loss      ${loss}`, '', ...aligned(rows), '', speed(evaluation.imageCount, seconds)]);
}

/** The result of `passband jacobian` for a terminal. */
export function jacobianTable(
  inputs: Inputs,
  result: {
    jacobianNorm: Pick<SummaryEstimate, 'mean' | 'upper'> | null;
    imageCount: number;
    directionCount: number;
    difference: number;
    imagesEvaluated: number;
    seconds: number;
  },
): string {
  const { jacobianNorm, imageCount, directionCount, difference } = result;
  return lines([
    ...head(inputs),
    '',
    `Jacobian norm of the scores, with its 95 % half-width over images: ${estimated(jacobianNorm ?? { mean: null, upper: null })}`,
    `${count(imageCount)} images, ${count(directionCount)} random directions, difference ${difference}`,
    '',
    speed(result.imagesEvaluated, result.seconds),
  ]);
}

/** The result of `passband heat-map` for a terminal: mean error rates by rings of image frequency; the map itself is in the JSON. */
export function heatMapTable(
  inputs: Inputs,
  result: FourierHeatMapSummary & { norm: number; imagesEvaluated: number; seconds: number },
): string {
  const { errorRateUnshifted, imageCount, norm } = result;
  const unshifted = errorRateUnshifted
    ? `${errorRateUnshifted.value.toFixed(4)} (${errorRateUnshifted.lower.toFixed(4)} to ${errorRateUnshifted.upper.toFixed(4)})`
    : '-';
  const rows = [
    ['cycles per image', 'mean error rate', 'highest', 'cells'],
    ...ringsOf(result).map(({ frequency, rates }) => [
      String(frequency),
      (rates.reduce((sum, rate) => sum + rate, 0) / rates.length).toFixed(4),
      Math.max(...rates).toFixed(4),
      count(rates.length),
    ]),
  ];
  return lines([
    ...head(inputs),
    '',
    `Error rate of ${count(imageCount)} images, as they are: ${unshifted}`,
    `shifted by a norm of ${norm} along Fourier basis images, by image frequency (rounded):`,
    ...aligned(rows),
    '',
    speed(result.imagesEvaluated, result.seconds),
  ]);
}

/** Error rates of the measured cells by their distance from the centre, rounded. */
function ringsOf({ height, width, errorRate }: FourierHeatMapSummary): { frequency: number; rates: number[] }[] {
  const rings = new Map<number, number[]>();
  for (const [k, rate] of errorRate.entries()) {
    const [i, j] = [Math.floor(k / width) - Math.floor(height / 2), (k % width) - Math.floor(width / 2)];
    const frequency = Math.round(Math.hypot(i, j));
    if (rate !== null) rings.set(frequency, [...(rings.get(frequency) ?? []), rate]);
  }
  return [...rings].sort(([a], [b]) => a - b).map(([frequency, rates]) => ({ frequency, rates }));
}

function head({ model, dataset }: Inputs): string[] {
  return [
    `model     ${model.file} (${model.runtime}, ${model.output})`,
    `dataset   ${dataset.file} (${count(dataset.imageCount)} images of ${dataset.imageShape.join(' x ')}, ${dataset.classes.length} classes)`,
  ];
}

function estimateRow(name: string, { PERIODOGRAM, MIRRORED, DISTANCE_POWER }: ByEstimator<SummaryEstimate>): string[] {
  return [name, ...[PERIODOGRAM, MIRRORED, DISTANCE_POWER].map(estimated), count(PERIODOGRAM.count)];
}

function estimated({ mean, upper }: Pick<SummaryEstimate, 'mean' | 'upper'>): string {
  if (mean === null) return '-';
  return upper === null ? mean.toFixed(4) : `${mean.toFixed(4)} ± ${(upper - mean).toFixed(4)}`;
}

function proportionRow(name: string, value: Proportion, images: number): string[] {
  const bounds = value ? `${value.lower.toFixed(4)} to ${value.upper.toFixed(4)}` : '-';
  return [name, value ? value.value.toFixed(4) : '-', bounds, count(images)];
}

function speed(images: number, seconds: number): string {
  const rate = seconds > 0 ? ` (${count(Math.round(images / seconds))} a second)` : '';
  return `${count(images)} images in ${seconds.toFixed(1)} s${rate}`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function lines(all: string[]): string {
  return `${all.join('\n')}\n`;
}
