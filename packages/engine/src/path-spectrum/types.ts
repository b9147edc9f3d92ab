import type { ClassRun, SpectrumEstimator } from '@passband/spectrum';

export type { ClassRun, SpectrumEstimator };

export type PathKind = 'LINEAR' | 'AMPLITUDE' | 'PHASE' | 'DIRECTION';
export type PathScope = 'WITHIN_CLASS' | 'BETWEEN_CLASS';

export type DirectionKind = 'FOURIER' | 'RANDOM' | 'COMPOSITE_F' | 'COMPOSITE_INVERSE_F';

/** A direction of paths in normalised pixel space; i, j: cell of the shifted 2-D DFT, for FOURIER, else null. */
export interface Direction {
  kind: DirectionKind;
  i: number | null;
  j: number | null;
}

/** Parameters of a path spectrum as they are kept: every default filled in, keys of the public schema. */
export interface PathSpectrumParameters {
  path: PathKind;
  /** Of DIRECTION WITHIN_CLASS alone. */
  scopes: PathScope[];
  /** Of DIRECTION start images for each class and direction. With `precision` at most. */
  pairsPerGroup: number;
  /** Class indices in growing order; null for all that have images. */
  classes: number[] | null;
  /** How many pairs of classes are drawn by the seed; null for all. */
  classPairs: number | null;
  /** Of DIRECTION only; the key is absent for other kinds. */
  directions?: Direction[];
  /** Of AMPLITUDE and PHASE only; the key is absent for other kinds. */
  window?: number;
  /** Distance between samples. LINEAR: null where `samples` is given. AMPLITUDE, PHASE: null. */
  step: number | null;
  samples: number | null;
  /** The key is absent where the number of rounds is fixed. */
  precision?: number;
  /** How many paths of each group keep their curves. */
  curvesPerGroup: number;
  seed: number;
}

/** The paths of one class (classA = classB) or of one pair of classes (classA < classB); of DIRECTION of one class and direction. */
export interface Group {
  classA: number;
  classB: number;
  /** Of DIRECTION: place in the parameters' list; the key is absent for other kinds. */
  direction?: number;
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
  /** Null for DIRECTION. */
  imageB: number | null;
  samples: number;
  /** L2 norm of the difference of its ends in normalised pixel space; DIRECTION: samples times step; null for AMPLITUDE and PHASE. */
  length: number | null;
  consistentDistance: number;
  /** Not divided by the number of samples; n/2 + 1, n + 1 and n/2 + 1 values; empty where there are no samples. */
  spectra: Record<SpectrumEstimator, Float32Array>;
  /** The most likely class from start to end. */
  mostLikely: ClassRun[];
  /** Classes that reach 0.1 anywhere on the path, for the first `curvesPerGroup` paths of a group; null for others. */
  curves: ClassCurve[] | null;
}
