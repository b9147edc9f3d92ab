'use client';

import { SegmentedControl } from '@mantine/core';
import { replaceSearch } from '../components/search.ts';
import { type Estimator, estimatorName, estimators, withEstimator } from './estimator.ts';

/** Which estimator the figures below show. */
export function EstimatorChoice({ estimator, search }: { estimator: Estimator; search: URLSearchParams }) {
  return (
    <>
      <div className="bar-item">
        <span id="estimator">Estimator</span>
        <SegmentedControl
          aria-labelledby="estimator"
          value={estimator}
          data={estimators.map((value) => ({ value, label: estimatorName(value) }))}
          onChange={(value) => replaceSearch(withEstimator(search, value))}
        />
      </div>
      <span className="caption" style={{ alignSelf: 'center' }}>
        The periodogram is the published one; it leaks where the ends of a path differ. Mirrored does not.
      </span>
    </>
  );
}
