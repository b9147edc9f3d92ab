import type { Run } from '../batch.ts';
import type { Course } from './courses.ts';
import type { PathEnds } from './ends.ts';

/** A path whose probabilities are all there. */
export interface EvaluatedPath {
  readonly ends: PathEnds;
  readonly length: number | null;
  /** Number of samples. */
  readonly count: number;
  /** [count, classCount] by rows. */
  readonly probabilities: Float64Array;
}

/** A path as a run of images that are evaluated; completed with its last probability, at once where it has no samples. */
export function runOf(
  ends: PathEnds,
  course: Course,
  classCount: number,
  onComplete: (path: EvaluatedPath) => void,
): Run {
  const { length, count } = course;
  const probabilities = new Float64Array(count * classCount);
  const path = { ends, length, count, probabilities };
  let missing = count;
  if (count === 0) onComplete(path);
  return {
    ...course,
    use(values, start, from, used) {
      probabilities.set(values.subarray(start, start + used * classCount), from * classCount);
      missing -= used;
      if (missing === 0) onComplete(path);
    },
  };
}
