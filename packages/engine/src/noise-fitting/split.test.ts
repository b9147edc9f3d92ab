import { drawImages } from '@passband/spectrum';
import { expect, test } from 'vitest';
import { randomImages } from '../test-images.ts';
import { splitImages } from './split.ts';

const images = randomImages(40);

test('the first of one draw are kept from training, the next are trained on', () => {
  const drawn = drawImages(images.labels, 20, 5, 'validation');
  const choice = { validationDataset: null, validationShare: 0.25, trainSize: 10, seed: 5 };
  expect(splitImages(choice, images)).toEqual({ validation: drawn.slice(0, 10), training: drawn.slice(10) });
});

test('with another validation dataset images are drawn for training alone', () => {
  const choice = { validationDataset: 'dataset-2', validationShare: 0.25, trainSize: 30, seed: 5 };
  expect(splitImages(choice, images)).toEqual({ validation: [], training: drawImages(images.labels, 30, 5, 'train') });
});
