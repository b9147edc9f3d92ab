import { expect, test } from 'vitest';
import { estimatorOf, estimators, withEstimator } from './estimator.ts';

test('an address holds the estimator', () => {
  for (const estimator of estimators)
    expect(estimatorOf(withEstimator(new URLSearchParams(), estimator))).toBe(estimator);
});

test('the published one is the default and is left out', () => {
  expect(estimatorOf(new URLSearchParams('estimator=UNKNOWN'))).toBe('PERIODOGRAM');
  expect(withEstimator(new URLSearchParams('estimator=MIRRORED&measurement=x'), 'PERIODOGRAM').toString()).toBe(
    'measurement=x',
  );
});
