import { type Estimate, estimate } from './estimate.ts';

/**
 * Root mean square of the Frobenius norm of a network's Jacobian, from each image's squared norm (or an unbiased estimate of
 * it: D times the mean over random directions of the squared forward difference). norm = sqrt(mean over images); standard
 * error by the delta method, that of the mean / (2 norm); bounds by Student's t with n - 1 degrees of freedom. There is no
 * standard deviation. Null of no image; without bounds of one, and where the norm is 0.
 */
export function jacobianNormEstimate(squares: ArrayLike<number>): Estimate | null {
  const ofSquares = estimate(squares);
  if (ofSquares === null) return null;
  const { count, standardError, upper } = ofSquares;
  const mean = Math.sqrt(ofSquares.mean);
  const none = { mean, standardDeviation: null, standardError: null, lower: null, upper: null, count };
  if (standardError === null || upper === null || mean === 0) return none;
  const half = (upper - ofSquares.mean) / (2 * mean);
  return { ...none, standardError: standardError / (2 * mean), lower: mean - half, upper: mean + half };
}

/**
 * D ||(f(x + h u) - f(x)) / h||^2 of one direction u of unit norm, from the scores at both [classCount]; D values an image.
 * Its mean over random directions, and over D orthogonal ones, is ||J||_F^2: of a linear f exactly, of others to first order
 * in h.
 */
export function squaredDifference(
  moved: ArrayLike<number>,
  start: ArrayLike<number>,
  imageSize: number,
  difference: number,
): number {
  let sum = 0;
  for (let c = 0; c < start.length; c++) sum += (moved[c]! - start[c]!) ** 2;
  return (imageSize * sum) / (difference * difference);
}
