import type { ByEstimator, Group, PathRecord, PathSpectrumParameters, PathSummary } from '@passband/engine';
import type { Inputs } from './inputs.ts';
import { VERSION } from './version.ts';

/** A finished path spectrum. */
export interface Measured {
  parameters: PathSpectrumParameters;
  cutoff: { cutoff: number; cutoffUnit: string };
  groups: Group[];
  summary: PathSummary;
  /** By group, in the order drawn; empty where no one asked for them. */
  paths: PathRow[][];
  accuracy: number | null;
  seconds: number;
}

/** What the JSON result says of one path. */
export interface PathRow {
  imageA: number;
  imageB: number | null;
  classA: number;
  classB: number;
  samples: number;
  length: number | null;
  highFrequencyFraction: Estimators<number>;
  consistentDistance: number;
}

interface Estimators<T> {
  periodogram: T;
  mirrored: T;
  distancePower: T;
}

export function pathRow(path: PathRecord, fractions: ByEstimator<number>): PathRow {
  const { imageA, imageB, classA, classB, samples, length, consistentDistance } = path;
  return {
    imageA,
    imageB,
    classA,
    classB,
    samples,
    length,
    highFrequencyFraction: named(fractions),
    consistentDistance,
  };
}

/** The JSON result of `passband measure`. */
export function report({ model, dataset }: Inputs, measured: Measured): Record<string, unknown> {
  const { parameters, cutoff, groups, summary, seconds } = measured;
  const within = summary.scopeEstimates('WITHIN_CLASS');
  const between = summary.scopeEstimates('BETWEEN_CLASS');
  return {
    passband: VERSION,
    method: 'path-spectrum',
    model,
    dataset,
    parameters: parametersReport(parameters, cutoff),
    accuracy: measured.accuracy,
    imagesEvaluated: summary.imagesEvaluated,
    seconds,
    imagesPerSecond: summary.imagesEvaluated / seconds,
    excludedPaths: summary.excludedPaths,
    summary: { within: within && named(within), between: between && named(between) },
    groups: groups.map((group) => ({ ...group, ...named(summary.estimatesOf(group)) })),
    paths: measured.paths.flat(),
  };
}

function parametersReport(parameters: PathSpectrumParameters, { cutoff, cutoffUnit }: Measured['cutoff']): unknown {
  const { path, scopes, pairsPerGroup, classes, classPairs, step, samples, seed } = parameters;
  return {
    path: path.toLowerCase(),
    scopes: scopes.map((scope) => (scope === 'WITHIN_CLASS' ? 'within' : 'between')),
    pairsPerGroup,
    classes,
    classPairs,
    step,
    samples,
    seed,
    cutoff,
    cutoffUnit: cutoffUnit.toLowerCase().replaceAll('_', '-'),
  };
}

function named<T>({ PERIODOGRAM, MIRRORED, DISTANCE_POWER }: ByEstimator<T>): Estimators<T> {
  return { periodogram: PERIODOGRAM, mirrored: MIRRORED, distancePower: DISTANCE_POWER };
}
