import { consistentDistance, mostLikelyRuns, spectrum } from '@passband/spectrum';
import type { Line } from './line.ts';
import type { ClassCurve, PathRecord, SpectrumEstimator } from './types.ts';

/** Curves are kept of classes that reach this anywhere on the path. */
export const LEAST_CURVE = 0.1;

/** What is kept of a path whose probabilities are all there. */
export function recordOf(line: Line, classCount: number, curvesPerGroup: number): PathRecord {
  const { pair, probabilities, samples, length } = line;
  const of = (estimator: SpectrumEstimator): Float32Array =>
    Float32Array.from(spectrum(probabilities, classCount, estimator));
  return {
    classA: pair.classA,
    classB: pair.classB,
    round: pair.round,
    imageA: pair.imageA,
    imageB: pair.imageB,
    samples,
    length,
    consistentDistance: consistentDistance(probabilities, classCount),
    spectra: { PERIODOGRAM: of('PERIODOGRAM'), MIRRORED: of('MIRRORED'), DISTANCE_POWER: of('DISTANCE_POWER') },
    mostLikely: mostLikelyRuns(probabilities, classCount),
    curves: pair.round < curvesPerGroup ? curvesOf(probabilities, samples, classCount) : null,
  };
}

function curvesOf(probabilities: Float64Array, samples: number, classCount: number): ClassCurve[] {
  const curves: ClassCurve[] = [];
  for (let c = 0; c < classCount; c++) {
    const probability = Float32Array.from({ length: samples }, (_, k) => probabilities[k * classCount + c]!);
    if (probability.some((value) => value >= LEAST_CURVE)) curves.push({ classIndex: c, probability });
  }
  return curves;
}
