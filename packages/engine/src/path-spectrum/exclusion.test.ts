import { expect, test } from 'vitest';
import { exclusionWarning } from './exclusion.ts';

test.each([
  [0, 12, null],
  [1, 1, '1 of 1 path has fewer than 4 samples and is in no mean'],
  [1, 12, '1 of 12 paths has fewer than 4 samples and is in no mean'],
  [1200, 12_000, '1,200 of 12,000 paths have fewer than 4 samples and are in no mean'],
])('%d excluded paths of %d: %s', (excluded, all, warning) => {
  expect(exclusionWarning(excluded, all)).toBe(warning);
});
