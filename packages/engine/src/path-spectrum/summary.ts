import {
  type CutoffUnit,
  type Estimate,
  estimateOf,
  fraction,
  MINIMUM_SAMPLES,
  Moments,
  ScopeMoments,
  SPECTRUM_ESTIMATORS,
} from '@passband/spectrum';
import { type ByEstimator, byEstimator } from './by-estimator.ts';
import { groupKey, scopeOf } from './groups.ts';
import type { Group, PathRecord, PathScope } from './types.ts';

/** An estimate whose mean is null too where there is no path. */
export type SummaryEstimate = Omit<Estimate, 'mean'> & { mean: number | null };

const NONE: SummaryEstimate = {
  mean: null,
  standardDeviation: null,
  standardError: null,
  lower: null,
  upper: null,
  count: 0,
};

/**
 * High-frequency fractions by group and scope, of paths that are added one by one and not kept. Paths of fewer than 4
 * samples are in no mean, and are counted.
 */
export class PathSummary {
  pathCount = 0;
  excludedPaths = 0;
  imagesEvaluated = 0;
  private readonly moments: Map<string, ByEstimator<Moments>>;

  constructor(
    private readonly groups: readonly Group[],
    private readonly options: { cutoff: number; cutoffUnit: CutoffUnit; step: number | null },
  ) {
    this.moments = new Map(groups.map((group) => [groupKey(group), byEstimator(() => new Moments())]));
  }

  /** Adds a path and says its fractions. */
  add(path: PathRecord): ByEstimator<number> {
    const { samples, length, spectra } = path;
    const { cutoff, cutoffUnit } = this.options;
    // With a fixed number of samples each path has a step of its own.
    const step = this.options.step ?? (length === null ? 1 : length) / samples;
    const fractions = byEstimator((estimator) =>
      fraction(spectra[estimator], { estimator, cutoff, cutoffUnit, samples, step }),
    );
    this.pathCount++;
    this.imagesEvaluated += samples;
    if (samples < MINIMUM_SAMPLES) this.excludedPaths++;
    else for (const estimator of SPECTRUM_ESTIMATORS) this.momentsOf(path)[estimator].add(fractions[estimator]);
    return fractions;
  }

  estimatesOf(group: Group): ByEstimator<SummaryEstimate> {
    const moments = this.momentsOf(group);
    return byEstimator((estimator) => estimateOf(moments[estimator]) ?? NONE);
  }

  /** Null where no group is of this scope. */
  scopeEstimates(scope: PathScope): ByEstimator<SummaryEstimate> | null {
    return this.estimatesOver(this.groups.filter((group) => scopeOf(group) === scope));
  }

  /** Of the paths along one direction, by its place in the parameters' list: its groups are the classes. */
  directionEstimates(direction: number): ByEstimator<SummaryEstimate> | null {
    return this.estimatesOver(this.groups.filter((group) => group.direction === direction));
  }

  private estimatesOver(groups: readonly Group[]): ByEstimator<SummaryEstimate> | null {
    if (!groups.length) return null;
    return byEstimator((estimator) => {
      const moments = new ScopeMoments();
      for (const group of groups) moments.addGroup(this.momentsOf(group)[estimator]);
      return moments.estimate() ?? NONE;
    });
  }

  private momentsOf(group: Group): ByEstimator<Moments> {
    const moments = this.moments.get(groupKey(group));
    if (!moments) throw new RangeError(`the path must be of one of the groups; got ${groupKey(group)}`);
    return moments;
  }
}
