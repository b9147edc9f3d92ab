import { SPECTRUM_ESTIMATORS, spectrumLength } from '@passband/spectrum';
import type { DatasetFacts } from '../dataset-facts.ts';
import type { Shard } from '../shard.ts';
import { atMost, encodeFloats, finiteAt, floatsAt, listAt, objectAt, refuse, wholeAt } from '../wire.ts';
import { byEstimator } from './by-estimator.ts';
import { groupsOf } from './groups.ts';
import { LEAST_CURVE } from './record.ts';
import { extentOf } from './sampling.ts';
import type { ClassCurve, ClassRun, Group, PathRecord, PathSpectrumParameters } from './types.ts';

const MOST_CLASSES = 65_536;
const PATH_KEYS = [
  ...['classA', 'classB', 'round', 'imageA', 'imageB', 'samples', 'length'],
  ...['consistentDistance', 'spectra', 'mostLikely', 'curves'],
] as const;
const DIRECTION_KEYS = [...PATH_KEYS, 'direction'] as const;

/** Paths as JSON values, float32 arrays as base64. */
export function encodePaths(paths: readonly PathRecord[]): unknown {
  return paths.map((path) => ({
    ...path,
    spectra: byEstimator((estimator) => encodeFloats(path.spectra[estimator])),
    curves:
      path.curves?.map(({ classIndex, probability }) => ({ classIndex, probability: encodeFloats(probability) })) ??
      null,
  }));
}

/** Paths out of JSON values from outside. Throws EngineError unless they are what this shard gives: every group in every round. */
export function decodePaths(value: unknown, shard: Shard<'PATH_SPECTRUM'>, dataset: DatasetFacts): PathRecord[] {
  const { parameters, firstRound, roundCount } = shard;
  const groups = groupsOf(parameters, dataset);
  return listAt(value, 'record', groups.length * roundCount).map((item, k) =>
    decodePath(item, `record[${k}]`, {
      group: groups[k % groups.length]!,
      round: firstRound + Math.floor(k / groups.length),
      parameters,
      imageCount: dataset.imageCount,
    }),
  );
}

interface Expected {
  group: Group;
  round: number;
  parameters: PathSpectrumParameters;
  imageCount: number;
}

function decodePath(value: unknown, where: string, { group, round, parameters, imageCount }: Expected): PathRecord {
  const path = objectAt(value, where, group.direction === undefined ? PATH_KEYS : DIRECTION_KEYS);
  equal(path.classA, `${where}.classA`, group.classA);
  equal(path.classB, `${where}.classB`, group.classB);
  equal(path.round, `${where}.round`, round);
  equal(path.direction, `${where}.direction`, group.direction);
  const imageA = wholeAt(path.imageA, `${where}.imageA`, atMost(imageCount - 1));
  const imageB = group.direction === undefined ? wholeAt(path.imageB, `${where}.imageB`, atMost(imageCount - 1)) : null;
  equal(path.imageB, `${where}.imageB`, imageB);
  if (imageA === imageB) refuse(`${where} must be between two images`, imageA);
  const { length, samples } = extentOf(parameters, () => distanceAt(path.length, `${where}.length`));
  equal(path.length, `${where}.length`, length);
  equal(path.samples, `${where}.samples`, samples);
  const mostLikely = decodeRuns(path.mostLikely, `${where}.mostLikely`, samples);
  const consistentDistance = mostLikely[0]?.samples ?? 0;
  equal(path.consistentDistance, `${where}.consistentDistance`, consistentDistance);
  const spectra = decodeSpectra(path.spectra, `${where}.spectra`, samples);
  const curves = decodeCurves(path.curves, `${where}.curves`, samples, round < parameters.curvesPerGroup);
  return { ...group, round, imageA, imageB, samples, length, consistentDistance, spectra, mostLikely, curves };
}

function decodeSpectra(value: unknown, where: string, samples: number): PathRecord['spectra'] {
  const spectra = objectAt(value, where, SPECTRUM_ESTIMATORS);
  // |DFT| of probabilities is at most their number; of distances, at most sqrt(2) each, squared.
  const most = { PERIODOGRAM: 2 * samples, MIRRORED: 4 * samples, DISTANCE_POWER: 4 * samples * samples };
  return byEstimator((estimator) =>
    floatsAt(spectra[estimator], `${where}.${estimator}`, spectrumLength(samples, estimator), atMost(most[estimator])),
  );
}

function decodeRuns(value: unknown, where: string, samples: number): ClassRun[] {
  const runs = listAt(value, where).map((item, k): ClassRun => {
    const run = objectAt(item, `${where}[${k}]`, ['classIndex', 'samples']);
    return {
      classIndex: wholeAt(run.classIndex, `${where}[${k}].classIndex`, atMost(MOST_CLASSES - 1)),
      samples: wholeAt(run.samples, `${where}[${k}].samples`, { least: 1, most: samples }),
    };
  });
  const total = runs.reduce((sum, run) => sum + run.samples, 0);
  if (total !== samples) refuse(`${where} must add up to ${samples} samples`, total);
  const same = runs.findIndex((run, k) => k > 0 && run.classIndex === runs[k - 1]!.classIndex);
  if (same >= 0) refuse(`${where}[${same}] must be of another class than the run before`, runs[same]!.classIndex);
  return runs;
}

function decodeCurves(value: unknown, where: string, samples: number, kept: boolean): ClassCurve[] | null {
  if (!kept) {
    if (value !== null) refuse(`${where} must be null after the first curvesPerGroup rounds`, value);
    return null;
  }
  let before = -1;
  return listAt(value, where).map((item, k) => {
    const curve = objectAt(item, `${where}[${k}]`, ['classIndex', 'probability']);
    const range = { least: before + 1, most: MOST_CLASSES - 1 };
    const classIndex = wholeAt(curve.classIndex, `${where}[${k}].classIndex`, range);
    before = classIndex;
    const probability = floatsAt(curve.probability, `${where}[${k}].probability`, samples, {
      least: -0.01,
      most: 1.01,
    });
    const reached = probability.some((p) => p >= Math.fround(LEAST_CURVE));
    if (!reached) refuse(`${where}[${k}] must reach ${LEAST_CURVE}`, Math.max(...probability));
    return { classIndex, probability };
  });
}

function distanceAt(value: unknown, where: string): number {
  const distance = finiteAt(value, where);
  return distance >= 0 ? distance : refuse(`${where} must not be negative`, distance);
}

function equal(value: unknown, where: string, expected: number | null | undefined): void {
  if (value !== expected) refuse(`${where} must be ${expected}`, value);
}
