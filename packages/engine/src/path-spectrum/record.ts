import { consistentDistance, mostLikelyRuns, spectrum } from '@passband/spectrum';
import { byEstimator } from './by-estimator.ts';
import type { EvaluatedPath } from './path.ts';
import type { ClassCurve, PathRecord } from './types.ts';

/** Curves are kept of classes that reach this anywhere on the path. */
export const LEAST_CURVE = 0.1;

/** What is kept of a path whose probabilities are all there. */
export function recordOf(path: EvaluatedPath, classCount: number, curvesPerGroup: number): PathRecord {
  const { ends, probabilities, count: samples, length } = path;
  return {
    ...ends,
    samples,
    length,
    consistentDistance: consistentDistance(probabilities, classCount),
    spectra: byEstimator((estimator) => kept(spectrum(probabilities, classCount, estimator))),
    mostLikely: mostLikelyRuns(probabilities, classCount),
    curves: ends.round < curvesPerGroup ? curvesOf(probabilities, samples, classCount) : null,
  };
}

/** Float32 ends at 1e-38, and so would the power of a confident network's distances, 1e-20 squared. */
const LEAST_LARGEST = 1e-20;

/**
 * A spectrum in float32. One that is all below 1e-20 is scaled up to it: in a mean that is still nothing, and its shape,
 * thus its high-frequency fraction, is not lost.
 */
function kept(values: Float64Array): Float32Array {
  let largest = 0;
  for (const value of values) if (value > largest) largest = value;
  const stored = new Float32Array(values);
  if (largest === 0 || largest >= LEAST_LARGEST) return stored;
  return stored.map((_, k) => (values[k]! / largest) * LEAST_LARGEST);
}

function curvesOf(probabilities: Float64Array, samples: number, classCount: number): ClassCurve[] {
  const curves: ClassCurve[] = [];
  for (let c = 0; c < classCount; c++) {
    const probability = new Float32Array(samples);
    let largest = 0;
    for (let k = 0, at = c; k < samples; k++, at += classCount) {
      const value = probabilities[at]!;
      probability[k] = value;
      if (value > largest) largest = value;
    }
    if (largest >= LEAST_CURVE) curves.push({ classIndex: c, probability });
  }
  return curves;
}
