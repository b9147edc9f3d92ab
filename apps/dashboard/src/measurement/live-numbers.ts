import { decodeFloat32 } from '../api/float32.ts';
import { fixed, parts, percent } from '../format/numbers.ts';
import { count, plural } from '../format/words.ts';
import { extremes } from '../fourier-heat-map/finding.ts';
import { heatMapCells } from '../plots/heat-map-cells.ts';
import type { MeasurementHead } from './fragments.ts';
import type { KeyNumber } from './KeyNumbers.tsx';
import type {
  EvaluationResult,
  HeatMapResult,
  JacobianNormResult,
  MeasurementResult,
  NoiseFittingResult,
  PathSpectrumResult,
} from './results.ts';
import { aboutCount, aboutSeconds, bounded, takenWords } from './sentences.ts';
import { isFinal } from './status.ts';

/** The numbers under the progress bar: how far, how fast, how long, and what came out so far. */
export function liveNumbers(head: MeasurementHead, result: MeasurementResult | null): KeyNumber[] {
  const work = [images(head), speed(head), time(head)];
  if (result?.__typename === 'PathSpectrumMeasurement') return [...work, ...fractions(result)];
  if (result?.__typename === 'EvaluationMeasurement') return [...work, ...accuracy(result)];
  if (result?.__typename === 'NoiseFittingMeasurement') return [...work, ...fittings(result)];
  if (result?.__typename === 'JacobianNormMeasurement') return [...work, jacobianNorm(result)];
  if (result?.__typename === 'FourierHeatMapMeasurement') return [...work, ...errorRates(result)];
  return work;
}

function jacobianNorm({ jacobianNorm: norm, status }: JacobianNormResult): KeyNumber {
  const label = 'Jacobian norm';
  if (norm === null) return { label, number: '–', note: ' ' };
  const { number, bound } = parts(bounded(norm), { least: 2 });
  return {
    ...{ label, number, unit: bound },
    note: `${isFinal(status) ? 'over' : 'so far, over'} ${plural(norm.count, 'image')}`,
  };
}

/** Of the images as they are, and the highest of the cells that are done. */
function errorRates({ errorRateUnshifted: unshifted, packed, imageCount, ...size }: HeatMapResult): KeyNumber[] {
  const cells = packed === null ? [] : heatMapCells({ ...size, imageCount, errorRate: decodeFloat32(packed) });
  const highest = extremes(cells)?.highest;
  return [
    {
      ...{ label: 'Error without a shift', unit: '%' },
      number: unshifted === null ? '–' : percent(unshifted.value),
      note: unshifted === null ? ' ' : rangeWords(unshifted),
    },
    {
      ...{ label: 'Highest error', unit: '%' },
      number: highest === undefined ? '–' : percent(highest.errorRate),
      note: highest === undefined ? ' ' : `at image frequency ${fixed(highest.imageFrequency, 1)}`,
    },
  ];
}

function rangeWords({ lower, upper }: { lower: number | null; upper: number | null }): string {
  if (lower === null || upper === null) return ' ';
  return `${percent(lower)} to ${percent(upper)} % (95 %, Wilson)`;
}

function fittings({ noise, minimum, maximumWaveFitting, epochs, status }: NoiseFittingResult): KeyNumber[] {
  const note = isFinal(status) ? `over ${plural(epochs.length, 'epoch')}` : `so far, ${plural(epochs.length, 'epoch')}`;
  const last = epochs.at(-1)?.cleanAccuracy ?? null;
  const nats = (label: string, value: number | null): KeyNumber => ({
    ...{ label, unit: 'nats', note },
    number: value === null ? '–' : fixed(value, 3),
  });
  return [
    nats('Minimum of clean − noisy', minimum),
    // Uniform smoothing has no wave to follow: its 0 is by definition, not a result.
    nats('Maximum of wave fitting', noise === 'UNIFORM' ? null : maximumWaveFitting),
    { label: 'Clean accuracy', number: last === null ? '–' : percent(last), unit: '%', note: 'after the last epoch' },
  ];
}

function images({ progress, status, imagesEvaluated }: MeasurementHead): KeyNumber {
  if (isFinal(status)) return { label: 'Images', number: count(imagesEvaluated), note: 'evaluated' };
  const total = progress.total > 0 ? `of about ${aboutCount(progress.total)}` : ' ';
  return { label: 'Images', number: count(progress.done), note: total };
}

function speed({ progress, status, imagesEvaluated, startedAt, finishedAt, runtime }: MeasurementHead): KeyNumber {
  const note = runtime ?? ' ';
  if (isFinal(status) && startedAt !== null && finishedAt !== null) {
    const elapsed = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
    const mean = elapsed > 0 && imagesEvaluated > 0 ? aboutCount(imagesEvaluated / elapsed) : '–';
    return { label: 'Speed, mean', number: mean, unit: 'images/s', note };
  }
  const now = progress.imagesPerSecond === null ? '–' : aboutCount(progress.imagesPerSecond);
  return { label: 'Speed', number: now, unit: 'images/s', note };
}

function time({ progress, status, startedAt, finishedAt }: MeasurementHead): KeyNumber {
  if (isFinal(status)) {
    return { label: 'Time taken', number: takenWords({ startedAt, finishedAt }) };
  }
  return {
    label: 'Time left',
    number: progress.secondsLeft === null ? '–' : aboutSeconds(progress.secondsLeft),
    note: status === 'QUEUED' ? 'waits for a worker' : ' ',
  };
}

function fractions({ path, within, between, roundsWithin, roundsBetween }: PathSpectrumResult): KeyNumber[] {
  const cell = (label: string, estimate: typeof within, rounds: readonly { pathCount: number }[]): KeyNumber => {
    if (estimate === null) return { label, number: '–', note: rounds.length === 0 ? ' ' : 'no bounds yet' };
    const { number, bound } = parts(bounded(estimate));
    return {
      label,
      number,
      unit: bound,
      note: bound === '' ? 'no bounds yet' : `from ${plural(estimate.count, 'path')}`,
    };
  };
  if (path === 'DIRECTION') return [cell('High-frequency fraction', within, roundsWithin)];
  return [cell('Within class', within, roundsWithin), cell('Between classes', between, roundsBetween)];
}

function accuracy({ accuracy: value, loss }: EvaluationResult): KeyNumber[] {
  const range = value === null ? ' ' : rangeWords(value);
  return [
    { label: 'Accuracy', number: value === null ? '–' : percent(value.value), unit: '%', note: range },
    { label: 'Loss', number: loss === null ? '–' : loss.toFixed(3), unit: 'nats' },
  ];
}
