import { addEvaluations, type SpectrumEstimator, summariseEvaluation, summariseFourierHeatMap } from '@passband/engine';
import { fraction, MINIMUM_SAMPLES, SPECTRUM_ESTIMATORS } from '@passband/spectrum';
import type { DatasetRow, MeasurementMethod, MeasurementRow, Store, StreamedPath } from '@passband/store';
import { fourierHeatMapParameters, pathSpectrumParameters } from '../measurements/parameters.ts';
import { stepOf } from '../measurements/sampling.ts';
import { noiseFittingOf } from '../results/noise-fitting.ts';
import type { FractionChoice } from '../results/path-results.ts';
import { type Cell, rowsOf, type Table } from './table.ts';

/** Which part of a spectrum is high-frequency; the estimator is a column. */
export type Cutoff = Omit<FractionChoice, 'estimator'>;

type Make = (store: Store, row: MeasurementRow, dataset: DatasetRow, cutoff: Cutoff) => Promise<Table>;

/** What a measurement found, a row a path, class, image, cell or epoch. */
export function measurementTable(
  store: Store,
  row: MeasurementRow,
  dataset: DatasetRow,
  cutoff: Cutoff,
): Promise<Table> {
  return tables[row.method](store, row, dataset, cutoff);
}

const FRACTIONS: Readonly<Record<SpectrumEstimator, string>> = {
  PERIODOGRAM: 'periodogram',
  MIRRORED: 'mirrored',
  DISTANCE_POWER: 'distancePower',
};

/** The compiler lists whichever method is missing. */
const tables: { readonly [M in MeasurementMethod]: Make } = {
  async PATH_SPECTRUM(store, row, _, cutoff) {
    const places = ['classA', 'classB', 'direction', 'round', 'imageA', 'imageB', 'samples', 'length'];
    const fractions = SPECTRUM_ESTIMATORS.map((estimator) => FRACTIONS[estimator]);
    return { columns: [...places, 'consistentDistance', ...fractions], rows: pathRows(store, row, cutoff) };
  },
  async EVALUATION(store, row, dataset) {
    const [stored] = await store.evaluations.ofMeasurements([row.id]);
    const { byClass } = summariseEvaluation(addEvaluations((stored?.records ?? []).map(({ record }) => record)));
    const rows = byClass.map(({ classIndex, imageCount, accuracy }): Cell[] => [
      ...[classIndex, dataset.classes[classIndex]?.name ?? null, imageCount],
      ...[accuracy?.value ?? null, accuracy?.lower ?? null, accuracy?.upper ?? null],
    ]);
    return { columns: ['class', 'className', 'images', 'accuracy', 'lower', 'upper'], rows: rowsOf(rows) };
  },
  async JACOBIAN_NORM(store, row) {
    const [stored] = await store.jacobianNorms.ofMeasurements([row.id]);
    const squares = (stored?.records ?? []).flatMap(({ record }) => record.squares);
    return { columns: ['squaredNorm'], rows: rowsOf(squares.map((square) => [square])) };
  },
  async FOURIER_HEAT_MAP(store, row, { imageShape }) {
    const [stored] = await store.fourierHeatMaps.ofMeasurements([row.id]);
    const [height = 0, width = 0] = imageShape ?? [];
    const { errorRate } = summariseFourierHeatMap(
      fourierHeatMapParameters(row),
      [height, width],
      stored?.records ?? [],
    );
    const rows = errorRate.map((rate, cell): Cell[] => [Math.floor(cell / width), cell % width, rate]);
    return { columns: ['i', 'j', 'errorRate'], rows: rowsOf(rows) };
  },
  async NOISE_FITTING(store, row) {
    const [stored] = await store.noiseFittings.ofMeasurements([row.id]);
    const names = [
      'epoch',
      'trainLoss',
      'cleanLoss',
      'noisyLoss',
      'noiseFitting',
      'waveFitting',
      'cleanAccuracy',
    ] as const;
    const { epochs } = noiseFittingOf(stored?.records ?? []);
    return { columns: names, rows: rowsOf(epochs.map((epoch) => names.map((name) => epoch[name]))) };
  },
};

async function* pathRows(store: Store, row: MeasurementRow, cutoff: Cutoff): AsyncGenerator<Cell[]> {
  for await (const path of store.paths.stream(row.id)) yield pathRow(row, path, cutoff);
}

function pathRow(row: MeasurementRow, path: StreamedPath, cutoff: Cutoff): Cell[] {
  const { classA, classB, direction = null, round, imageA, imageB, samples, length, consistentDistance } = path;
  const options = { ...cutoff, samples, step: stepOf(row, path) };
  const fractions = SPECTRUM_ESTIMATORS.map((estimator) =>
    samples < MINIMUM_SAMPLES ? null : fraction(path.spectra[estimator], { ...options, estimator }),
  );
  return [classA, classB, direction, round, imageA, imageB, samples, length, consistentDistance, ...fractions];
}

/** Spectra of all paths one after another, and where each begins and, at the end, where the last ends; for .npz. */
export async function pathSpectra(
  store: Store,
  row: MeasurementRow,
): Promise<Map<string, Float32Array | Float64Array>> {
  const arrays = new Map<string, Float32Array | Float64Array>();
  if (row.method !== 'PATH_SPECTRUM') return arrays;
  const parts = SPECTRUM_ESTIMATORS.map((estimator) => ({ estimator, spectra: [] as Float32Array[] }));
  for await (const path of store.paths.stream(row.id))
    for (const { estimator, spectra } of parts) spectra.push(path.spectra[estimator]);
  for (const { estimator, spectra } of parts) {
    arrays.set(`${FRACTIONS[estimator]}Spectra`, joined(spectra));
    arrays.set(`${FRACTIONS[estimator]}Offsets`, offsetsOf(spectra));
  }
  const { step } = pathSpectrumParameters(row);
  if (step !== null) arrays.set('step', Float64Array.of(step));
  return arrays;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function offsetsOf(parts: readonly Float32Array[]): Float64Array {
  const offsets = new Float64Array(parts.length + 1);
  for (const [k, part] of parts.entries()) offsets[k + 1] = (offsets[k] ?? 0) + part.length;
  return offsets;
}
