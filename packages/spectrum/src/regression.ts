import { isRounding } from './correlation.ts';
import { boundsQuantile } from './student.ts';

/** A straight line through points, and how sure it is. */
export interface Regression {
  slope: number;
  intercept: number;
  /** The line at x. */
  at(x: number): number;
  /**
   * 95 % bounds of the line (not of single points) at x: at(x) -+ t_{0.975, n - 2} s sqrt(1 / n + (x - mean x)^2 / S_xx), s^2 =
   * sum of squared residuals / (n - 2). Null for n < 3.
   */
  band(x: number): { lower: number; upper: number } | null;
}

/** Least squares of y on x. Null where there is no line: fewer than two points, or all of one x. */
export function regression(x: ArrayLike<number>, y: ArrayLike<number>): Regression | null {
  if (x.length !== y.length) throw new RangeError(`x and y must be as many; got ${x.length} and ${y.length}`);
  const n = x.length;
  let meanX = 0;
  let meanY = 0;
  for (let k = 0; k < n; k++) {
    meanX += x[k]! / n;
    meanY += y[k]! / n;
  }
  let squaresX = 0;
  let products = 0;
  for (let k = 0; k < n; k++) {
    squaresX += (x[k]! - meanX) ** 2;
    products += (x[k]! - meanX) * (y[k]! - meanY);
  }
  if (isRounding(squaresX, meanX, n)) return null;
  const slope = products / squaresX;
  const at = (where: number) => meanY + slope * (where - meanX);
  let residuals = 0;
  for (let k = 0; k < n; k++) residuals += (y[k]! - at(x[k]!)) ** 2;
  const band = (where: number) => {
    if (n < 3) return null;
    const error = Math.sqrt((residuals / (n - 2)) * (1 / n + (where - meanX) ** 2 / squaresX));
    const half = boundsQuantile(n - 2) * error;
    return { lower: at(where) - half, upper: at(where) + half };
  };
  return { slope, intercept: at(0), at, band };
}
