import { expect, test } from 'vitest';
import { nearChanceWarning } from './near-chance.ts';

test.each([
  [10, 0.1, true],
  [10, 0.15, true],
  [10, 0.16, false],
  [2, 0.5, true],
  [2, 0.6, true],
  [2, 0.7, false],
  [1, 1, false],
  [10, null, false],
])('of %i classes an accuracy of %f is warned of: %s', (classCount, accuracy, warned) => {
  expect(nearChanceWarning(accuracy, classCount, 'fields') !== null).toBe(warned);
});

test('the warning says the accuracy, and by the names given where to look', () => {
  expect(nearChanceWarning(0.1234, 10, 'inputMean and inputStd')).toBe(
    "accuracy is near chance (12.3 % of 10 classes): check what the network is fed, inputMean and inputStd, and whether its outputs are in the order of the dataset's classes",
  );
});
