import {
  type ByEstimator,
  type Direction,
  directionFrequency,
  type Group,
  type PathRecord,
  type PathSpectrumParameters,
  type PathSummary,
} from '@passband/engine';
import type { Inputs } from './inputs.ts';

/** A finished path spectrum. */
export interface MeasuredSpectra {
  parameters: PathSpectrumParameters;
  cutoff: { cutoff: number; cutoffUnit: string };
  groups: Group[];
  summary: PathSummary;
  /** At the cutoff that precision is about; empty without precision. */
  published: PathSummary;
  /** Group after group, in the order drawn; empty where no one asked for them. */
  paths: PathRow[];
  accuracy: number | null;
  seconds: number;
}

/** What the JSON result says of one path. */
export interface PathRow {
  imageA: number;
  imageB: number | null;
  classA: number;
  classB: number;
  /** Only of paths along directions. */
  direction?: Direction;
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

/** Of a path's record what the JSON result says. */
export function pathRow(
  { imageA, imageB, classA, classB, direction: place, samples, length, consistentDistance }: PathRecord,
  fractions: ByEstimator<number>,
  { directions }: PathSpectrumParameters,
): PathRow {
  const direction = place === undefined ? undefined : directions?.[place];
  return {
    ...{ imageA, imageB, classA, classB, ...(direction && { direction }), samples, length },
    ...{ highFrequencyFraction: named(fractions), consistentDistance },
  };
}

/** The JSON result of `passband measure` but for its head. */
export function report({ dataset }: Inputs, measured: MeasuredSpectra): Record<string, unknown> {
  const { parameters, cutoff, groups, summary, seconds } = measured;
  const within = summary.scopeEstimates('WITHIN_CLASS');
  const between = summary.scopeEstimates('BETWEEN_CLASS');
  return {
    parameters: parametersReport(parameters, cutoff),
    accuracy: measured.accuracy,
    imagesEvaluated: summary.imagesEvaluated,
    seconds,
    imagesPerSecond: summary.imagesEvaluated / seconds,
    excludedPaths: summary.excludedPaths,
    summary: { within: within && named(within), between: between && named(between) },
    groups: groups.map((group) => ({ ...group, ...named(summary.estimatesOf(group)) })),
    ...(parameters.directions && { directions: directionRows(parameters.directions, measured, dataset.imageShape) }),
    paths: measured.paths,
  };
}

/** Image frequency against function frequency: a row a direction, mean over its classes. */
function directionRows(
  directions: readonly Direction[],
  { summary }: MeasuredSpectra,
  imageShape: readonly number[],
): Record<string, unknown>[] {
  return directions.map((direction, place) => {
    const estimates = summary.directionEstimates(place);
    const imageFrequency = directionFrequency(direction, imageShape);
    return { direction: { ...direction, imageFrequency }, highFrequencyFraction: estimates && named(estimates) };
  });
}

function parametersReport(
  parameters: PathSpectrumParameters,
  { cutoff, cutoffUnit }: MeasuredSpectra['cutoff'],
): unknown {
  const { path, scopes, pairsPerGroup, classes, classPairs, step, samples, seed } = parameters;
  const { window, directions, precision } = parameters;
  return {
    path: path.toLowerCase(),
    scopes: scopes.map((scope) => (scope === 'WITHIN_CLASS' ? 'within' : 'between')),
    ...{ pairsPerGroup, classes, classPairs, step, samples, seed },
    ...(window !== undefined && { window }),
    ...(directions && { directions }),
    ...(precision !== undefined && { precision }),
    ...{ cutoff, cutoffUnit: cutoffUnit.toLowerCase().replaceAll('_', '-') },
  };
}

function named<T>({ PERIODOGRAM, MIRRORED, DISTANCE_POWER }: ByEstimator<T>): Estimators<T> {
  return { periodogram: PERIODOGRAM, mirrored: MIRRORED, distancePower: DISTANCE_POWER };
}
