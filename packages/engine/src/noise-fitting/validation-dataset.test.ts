import { expect, test } from 'vitest';
import { validationDatasetProblem } from './validation-dataset.ts';

const images = { imageShape: [4, 5, 2], classes: ['a', 'b'] };

test('the images that are trained on are no validation dataset, under whatever name; others are', () => {
  const [one, other] = [
    { ...images, canonicalSha256: 'a0' },
    { ...images, canonicalSha256: 'b1' },
  ];
  expect(validationDatasetProblem(one, { ...one })).toMatch(
    /must have images that are not trained on; got the same dataset/,
  );
  expect(validationDatasetProblem(one, other)).toBeNull();
  expect(validationDatasetProblem(images, images)).toBeNull();
});
