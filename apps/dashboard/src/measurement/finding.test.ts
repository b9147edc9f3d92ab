import { expect, test } from 'vitest';
import { measurementFinding } from './finding.ts';

const map = { __typename: 'FourierHeatMapMeasurement', height: 1, width: 3, imageCount: 500 } as const;
const packed = (values: number[]) => Buffer.from(Float32Array.from(values).buffer).toString('base64');

test('a Jacobian norm is told with its bounds', () => {
  const jacobianNorm = { mean: 14.88, lower: 14.64, upper: 15.12, count: 1000 };
  expect(measurementFinding({ __typename: 'JacobianNormMeasurement', jacobianNorm })).toBe(
    'Jacobian norm 14.88 ± 0.24.',
  );
});

test('a heat map is told with its highest error and that without a shift', () => {
  const errorRateUnshifted = { value: 0.1, lower: 0.08, upper: 0.13 };
  expect(measurementFinding({ ...map, errorRateUnshifted, packed: packed([0.5, 0.1, 0.5]) })).toBe(
    'Errors peak at 1 cycle per image: 50.0 % at most, 10.0 % (8.0 to 13.0) without a shift.',
  );
  expect(measurementFinding({ ...map, errorRateUnshifted, packed: packed([0.1, 0.1, 0.1]) })).toMatch(
    /^Does any .* overlap: 10.0 % at most/,
  );
});

test('nothing is said before there is a result', () => {
  expect(measurementFinding({ __typename: 'JacobianNormMeasurement', jacobianNorm: null })).toBe('');
  expect(measurementFinding({ ...map, errorRateUnshifted: null, packed: null })).toBe('');
});

test('accuracy and straight paths are told with their bounds', () => {
  const accuracy = { value: 0.913, lower: 0.903, upper: 0.923 };
  expect(measurementFinding({ __typename: 'EvaluationMeasurement', accuracy })).toBe('Accuracy 91.3 % (90.3 to 92.3).');
  const within = { mean: 0.1, lower: 0.09, upper: 0.11, count: 200 };
  const between = { mean: 0.4, lower: 0.39, upper: 0.41, count: 900 };
  const paths = { path: 'LINEAR', within, between, directions: [] } as const;
  expect(measurementFinding({ __typename: 'PathSpectrumMeasurement', ...paths, directions: [] })).toMatch(
    /^Its high-frequency fraction is 4\.0 times as high between/,
  );
});
