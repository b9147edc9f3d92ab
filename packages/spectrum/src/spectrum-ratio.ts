import { boundsQuantile } from './student.ts';

/** A mean below this share of the spectrum's largest is what rounding left of 0: the last bin of mirrored spectra is. */
const ROUNDING = 1e-12;

/** A mean spectrum over another, bin by bin: NaN where the other is 0 but for rounding. Bounds null where there are none. */
export interface SpectrumRatio {
  /** Cycles per unit distance; with a fixed number of samples, cycles per path. */
  frequency: Float64Array;
  ratio: Float64Array;
  lower: Float64Array | null;
  upper: Float64Array | null;
  pathCount: number;
}

/** Spectra of a and b over the same paths of one group: means, squares and products bin by bin, a path at a time (Welford). */
export class PairedSpectra {
  count = 0;
  readonly meanA: Float64Array;
  readonly meanB: Float64Array;
  /** Sums of squared deviations, and of products of deviations. */
  readonly squaresA: Float64Array;
  readonly squaresB: Float64Array;
  readonly products: Float64Array;

  constructor(bins: number) {
    this.meanA = new Float64Array(bins);
    this.meanB = new Float64Array(bins);
    this.squaresA = new Float64Array(bins);
    this.squaresB = new Float64Array(bins);
    this.products = new Float64Array(bins);
  }

  /** The rows of `resampleSpectrum` of one path. RangeError where they are not as long as the others. */
  add(a: ArrayLike<number>, b: ArrayLike<number>): void {
    const bins = this.meanA.length;
    if (a.length !== bins || b.length !== bins)
      throw new RangeError(`rows must have ${bins} bins; got ${a.length} and ${b.length}`);
    this.count++;
    for (let k = 0; k < bins; k++) {
      const beforeA = a[k]! - this.meanA[k]!;
      const beforeB = b[k]! - this.meanB[k]!;
      this.meanA[k]! += beforeA / this.count;
      this.meanB[k]! += beforeB / this.count;
      const afterB = b[k]! - this.meanB[k]!;
      this.squaresA[k]! += beforeA * (a[k]! - this.meanA[k]!);
      this.squaresB[k]! += beforeB * afterB;
      this.products[k]! += beforeA * afterB;
    }
  }
}

/**
 * The ratio of a scope's mean spectra, r = mean(b) / mean(a), its groups added one by one and not kept: means are those of
 * `scopeMeanSpectrum`, each group weighing the same. The standard error is by the delta method that of (b - r a) / mean(a):
 * se^2 = sum over groups of (s_b^2 - 2 r s_ab + r^2 s_a^2) / n_g, over (G mean(a))^2; 95 % bounds by Student's t with
 * sum (n_g - 1) degrees of freedom, none where a group has one path only.
 */
export class ScopeRatio {
  private groups = 0;
  private pathCount = 0;
  private smallestGroup = Infinity;
  /** Sums over groups: of means, and of what variances and covariances of means are made of. */
  private readonly a: Float64Array;
  private readonly b: Float64Array;
  private readonly aa: Float64Array;
  private readonly bb: Float64Array;
  private readonly ab: Float64Array;

  constructor(private readonly frequency: Float64Array) {
    const bins = frequency.length;
    this.a = new Float64Array(bins);
    this.b = new Float64Array(bins);
    this.aa = new Float64Array(bins);
    this.bb = new Float64Array(bins);
    this.ab = new Float64Array(bins);
  }

  /** The next group, complete. One without paths is left out. */
  addGroup({ count, meanA, meanB, squaresA, squaresB, products }: PairedSpectra): void {
    if (count === 0) return;
    this.groups++;
    this.pathCount += count;
    this.smallestGroup = Math.min(this.smallestGroup, count);
    for (let k = 0; k < this.a.length; k++) {
      this.a[k]! += meanA[k]!;
      this.b[k]! += meanB[k]!;
      this.aa[k]! += squaresA[k]! / (count - 1) / count;
      this.bb[k]! += squaresB[k]! / (count - 1) / count;
      this.ab[k]! += products[k]! / (count - 1) / count;
    }
  }

  /** Null where there is no path. */
  ratio(): SpectrumRatio | null {
    const { frequency, pathCount } = this;
    if (this.groups === 0) return null;
    const least = ROUNDING * this.a.reduce((most, sum) => Math.max(most, sum), 0);
    const ratio = this.a.map((sum, k) => (sum > least ? this.b[k]! / sum : Number.NaN));
    if (this.smallestGroup < 2) return { frequency, ratio, lower: null, upper: null, pathCount };
    const quantile = boundsQuantile(pathCount - this.groups);
    const half = ratio.map((r, k) => quantile * this.standardError(r, k));
    return {
      ...{ frequency, ratio, pathCount },
      lower: ratio.map((r, k) => r - half[k]!),
      upper: ratio.map((r, k) => r + half[k]!),
    };
  }

  private standardError(r: number, bin: number): number {
    const squared = this.bb[bin]! - 2 * r * this.ab[bin]! + r * r * this.aa[bin]!;
    // Of spectra that are proportional rounding may leave less than nothing.
    return Math.sqrt(squared < 0 ? 0 : squared) / this.a[bin]!;
  }
}
