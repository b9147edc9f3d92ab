import { type Estimate, jacobianNormEstimate } from '@passband/spectrum';
import type { JacobianNormRecord } from './types.ts';

/** The norm over the images of these records, with 95 % bounds by the delta method; null where there are none. */
export function summariseJacobianNorm(records: readonly JacobianNormRecord[]): Estimate | null {
  return jacobianNormEstimate(records.flatMap(({ squares }) => squares));
}
