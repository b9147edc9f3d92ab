import type { MetricInput } from '@passband/schema';
import type { MetricValue } from '@passband/store';
import { reject } from '../graphql/user-errors.ts';

const MOST = 1_000;

/** Metrics as they are kept: no bounds, since what their standard error is over is not known here. Throws Rejected. */
export function recordedMetrics(metrics: readonly MetricInput[]): MetricValue[] {
  if (metrics.length < 1 || metrics.length > MOST)
    throw reject('metrics', `metrics must list 1 to ${MOST} metrics; got ${metrics.length}`);
  const names = new Set<string>();
  return metrics.map(({ name, value, standardError = null }) => {
    if (name.trim() !== name || name.length < 1 || name.length > 200)
      throw reject(
        'metrics',
        `a metric's name must have 1 to 200 characters without space around them; got ${JSON.stringify(name)}`,
      );
    if (names.has(name)) throw reject('metrics', `a metric must be given once; got ${name} twice`);
    names.add(name);
    if (standardError !== null && standardError < 0)
      throw reject('metrics', `standardError must be at least 0; got ${standardError} of ${name}`);
    return { name, value, standardError, lower: null, upper: null };
  });
}
