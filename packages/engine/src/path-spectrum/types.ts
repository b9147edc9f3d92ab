export type PathKind = 'LINEAR' | 'AMPLITUDE' | 'PHASE' | 'DIRECTION';
export type PathScope = 'WITHIN_CLASS' | 'BETWEEN_CLASS';
export type SpectrumEstimator = 'PERIODOGRAM' | 'MIRRORED' | 'DISTANCE_POWER';

/** Parameters of a path spectrum as they are kept: every default filled in, keys of the public schema. */
export interface PathSpectrumParameters {
  path: PathKind;
  scopes: PathScope[];
  pairsPerGroup: number;
  /** Class indices in growing order; null for all that have images. */
  classes: number[] | null;
  /** How many pairs of classes are drawn by the seed; null for all. */
  classPairs: number | null;
  /** Distance between samples; null where `samples` is given. */
  step: number | null;
  samples: number | null;
  /** How many paths of each group keep their curves. */
  curvesPerGroup: number;
  seed: number;
}

/** The paths of one class (classA = classB) or of one pair of classes (classA < classB). */
export interface Group {
  classA: number;
  classB: number;
}

export interface ClassRun {
  classIndex: number;
  samples: number;
}

export interface ClassCurve {
  classIndex: number;
  /** One value a sample. */
  probability: Float32Array;
}

/** Everything that is kept of one path. */
export interface PathRecord extends Group {
  /** k for the k-th pair of its group, from 0. */
  round: number;
  imageA: number;
  imageB: number;
  samples: number;
  /** L2 norm of the difference of its ends in normalised pixel space. */
  length: number;
  consistentDistance: number;
  /** Not divided by the number of samples; n/2 + 1, n + 1 and n/2 + 1 values; empty where there are no samples. */
  spectra: Record<SpectrumEstimator, Float32Array>;
  /** The most likely class from start to end. */
  mostLikely: ClassRun[];
  /** Classes that reach 0.1 anywhere on the path, for the first `curvesPerGroup` paths of a group; null for others. */
  curves: ClassCurve[] | null;
}
