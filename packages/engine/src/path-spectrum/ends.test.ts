import { drawImages } from '@passband/spectrum';
import { expect, test } from 'vitest';
import { datasetFacts } from '../dataset-facts.ts';
import { randomImages } from '../test-images.ts';
import { endsOfRounds } from './ends.ts';
import { parsePathSpectrumParameters } from './parameters.ts';

const images = randomImages(12);
const { parameters } = parsePathSpectrumParameters(
  {
    path: 'DIRECTION',
    directions: [{ kind: 'RANDOM' }, { kind: 'RANDOM' }],
    classes: [0, 2],
    pairsPerGroup: 3,
    seed: 4,
  },
  datasetFacts(images),
);

test('round k of every direction begins at the k-th start image of the class, whichever rounds are asked for', () => {
  const [ofFirst, ofLast] = drawImages(images.labels, 3, 4, 'direction', [0, 2]);
  const ends = [...endsOfRounds(parameters!, images, 1, 2)];
  expect(ends).toHaveLength(8);
  for (const { classA, round, imageA, imageB } of ends) {
    expect(imageA).toBe((classA === 0 ? ofFirst : ofLast)?.[round]);
    expect(imageB).toBeNull();
  }
});

test('more rounds than a class has images are refused', () => {
  expect(() => [...endsOfRounds(parameters!, images, 4, 1)]).toThrow('class 0 has 4 images');
  expect(() => [...endsOfRounds(parameters!, images, 4, 1)]).toThrow(expect.objectContaining({ name: 'EngineError' }));
});
