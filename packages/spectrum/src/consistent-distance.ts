import { sampleCount } from './spectrum.ts';

/** Samples in a row that have the same most likely class. */
export interface ClassRun {
  classIndex: number;
  samples: number;
}

/**
 * Samples from the start of the path until the most likely class first changes; the number of samples where it never does,
 * 0 without samples. `probabilities` [n, classCount] by rows; of equal probabilities the first class is the most likely.
 */
export function consistentDistance(probabilities: ArrayLike<number>, classCount: number): number {
  const samples = sampleCount(probabilities, classCount);
  for (let k = 1; k < samples; k++) {
    if (mostLikely(probabilities, classCount, k) !== mostLikely(probabilities, classCount, 0)) return k;
  }
  return samples;
}

/** The most likely class from start to end, in runs; their samples add up to the path's. */
export function mostLikelyRuns(probabilities: ArrayLike<number>, classCount: number): ClassRun[] {
  const samples = sampleCount(probabilities, classCount);
  const runs: ClassRun[] = [];
  for (let k = 0; k < samples; k++) {
    const classIndex = mostLikely(probabilities, classCount, k);
    const run = runs.at(-1);
    if (run?.classIndex === classIndex) run.samples++;
    else runs.push({ classIndex, samples: 1 });
  }
  return runs;
}

/** The most likely class of sample k, the first where several are equally likely. */
export function mostLikely(probabilities: ArrayLike<number>, classCount: number, k: number): number {
  const start = k * classCount;
  let best = 0;
  for (let c = 1; c < classCount; c++) if (probabilities[start + c]! > probabilities[start + best]!) best = c;
  return best;
}
