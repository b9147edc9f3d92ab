import { expect, test } from 'vitest';
import { smoothingWords } from './wave.ts';

test('smoothing is the amplitude in the mean over the training images, as docs/methods.md has it', () => {
  expect(smoothingWords('RADIAL', 0.3)).toBe(
    '0.3 · (1 + w) / (mean of 1 + w over the training images), w = sin 2πf(|x| − mean norm)',
  );
  expect(smoothingWords('RANDOM_DIRECTION', 0.3)).toBe(
    '0.3 · (1 + w) / (mean of 1 + w over the training images), w = sin 2πf(x · unit direction)',
  );
  expect(smoothingWords('UNIFORM', 0.3)).toBe('0.3');
});
