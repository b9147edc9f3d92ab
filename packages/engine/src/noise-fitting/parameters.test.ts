import { expect, test } from 'vitest';
import { datasetFacts } from '../dataset-facts.ts';
import { randomImages } from '../test-images.ts';
import { parseNoiseFittingParameters } from './parameters.ts';
import { validationCount } from './split.ts';

const facts = datasetFacts(randomImages(50, { imageShape: [8, 9, 2] }));
const parse = (input: Record<string, unknown>) => parseNoiseFittingParameters(input, facts);
const least = { architecture: 'small-cnn', frequency: 0.1 };
const fourier = { ...least, noise: 'FOURIER_DIRECTION' };

test('every default is filled in; null is left out', () => {
  const defaults = {
    architecture: 'small-cnn',
    noise: 'RADIAL',
    direction: null,
    frequency: 0.1,
    amplitude: 0.3,
    onlyClass: null,
    validationDataset: null,
    validationShare: 0.2,
    epochs: 10,
    trainSize: 40,
    batchSize: 128,
    learningRate: 0.05,
    weightDecay: 0.0005,
    augmentation: [],
    augmentationNorm: 2,
    augmentationSmoothing: 0.1,
    teacher: null,
    teacherWeight: 0.5,
    stopAtAccuracy: null,
    stopAtLoss: null,
    seed: 0,
  };
  expect(parse(least)).toEqual({ parameters: defaults, problems: [] });
  const nulls = Object.fromEntries(Object.keys(defaults).map((key) => [key, null]));
  expect(parse({ ...nulls, ...least }).parameters).toEqual(defaults);
});

test('augmentations are kept in the order in which they are applied', () => {
  const { parameters } = parse({ ...least, augmentation: ['MIXUP', 'NOISE_F', 'FLIP_CROP'] });
  expect(parameters?.augmentation).toEqual(['FLIP_CROP', 'NOISE_F', 'MIXUP']);
});

test('a random direction is kept as RANDOM whether it is said or not; a basis image as its cell', () => {
  const random = { ...least, noise: 'RANDOM_DIRECTION' };
  expect(parse(random).parameters).toEqual(parse({ ...random, direction: { kind: 'RANDOM' } }).parameters);
  expect(parse(random).parameters?.direction).toEqual({ kind: 'RANDOM', i: null, j: null });
  const cell = { kind: 'FOURIER', i: 4, j: 6 };
  expect(parse({ ...fourier, direction: cell }).parameters?.direction).toEqual(cell);
});

test('with another validation dataset all images may be trained on', () => {
  expect(parse({ ...least, validationDataset: 'dataset-2' }).parameters?.trainSize).toBe(50);
});

test('some images are always kept and some are always left', () => {
  const kept = (validationShare: number, imageCount: number) =>
    validationCount({ validationDataset: null, validationShare }, imageCount);
  expect([kept(0.001, 10), kept(0.999, 10), kept(0.25, 10), kept(0.5, 1)]).toEqual([1, 9, 3, 0]);
});

test.each([
  [{ frequency: 1 }, 'architecture must be a name such as small-cnn; got undefined'],
  [
    { ...least, architecture: 'resnet' },
    'the architecture must be mlp, small-cnn or wrn-D-K such as wrn-16-1; got resnet',
  ],
  [{ architecture: 'mlp' }, 'frequency must be given for RADIAL noise; got none'],
  [{ ...least, frequency: 0 }, 'frequency must be a number above 0; got 0'],
  [{ ...least, frequency: '1' }, 'frequency must be a number above 0; got "1"'],
  [
    { ...least, noise: 'WAVY' },
    'noise must be RADIAL, RANDOM_DIRECTION, FOURIER_DIRECTION, COMPOSITE_F, COMPOSITE_INVERSE_F or UNIFORM; got "WAVY"',
  ],
  [fourier, 'direction must be given for FOURIER_DIRECTION noise; got none'],
  [{ ...fourier, direction: { kind: 'FOURIER', i: 8, j: 0 } }, 'direction.i must be a whole number from 0 to 7; got 8'],
  [{ ...fourier, direction: { kind: 'RANDOM' } }, 'direction must be FOURIER for FOURIER_DIRECTION noise; got RANDOM'],
  [
    { ...least, direction: { kind: 'RANDOM' } },
    'direction is for FOURIER_DIRECTION noise; got RADIAL with {"kind":"RANDOM"}',
  ],
  [{ ...least, amplitude: 1.5 }, 'amplitude must be a number from 0 to 1; got 1.5'],
  [{ ...least, onlyClass: 3 }, 'onlyClass must be a whole number from 0 to 2; got 3'],
  [{ ...least, validationShare: 1 }, 'validationShare must be a number above 0 and below 1; got 1'],
  [{ ...least, trainSize: 41 }, 'trainSize must be a whole number from 1 to 40; got 41'],
  [{ ...least, epochs: 0 }, 'epochs must be a whole number from 1 to 10,000; got 0'],
  [{ ...least, batchSize: 1.5 }, 'batchSize must be a whole number from 1 to 65,536; got 1.5'],
  [{ ...least, learningRate: 0 }, 'learningRate must be a number above 0; got 0'],
  [{ ...least, weightDecay: -1 }, 'weightDecay must be a number from 0; got -1'],
  [{ ...least, augmentation: 'MIXUP' }, 'augmentation must list augmentations; got "MIXUP"'],
  [
    { ...least, augmentation: ['BLUR'] },
    'augmentation must be of FLIP_CROP, CUTOUT, NOISE_F, NOISE_INVERSE_F or MIXUP; got "BLUR"',
  ],
  [{ ...least, augmentation: ['MIXUP', 'MIXUP'] }, 'augmentations must differ; got "MIXUP" twice'],
  [{ ...least, augmentationSmoothing: 2 }, 'augmentationSmoothing must be a number from 0 to 1; got 2'],
  [{ ...least, teacher: 3 }, 'teacher must be an id; got 3'],
  [{ ...least, teacherWeight: -0.1 }, 'teacherWeight must be a number from 0 to 1; got -0.1'],
  [{ ...least, stopAtAccuracy: 1.1 }, 'stopAtAccuracy must be a number from 0 to 1; got 1.1'],
  [{ ...least, stopAtLoss: -1 }, 'stopAtLoss must be a number from 0; got -1'],
  [{ ...least, seed: -1 }, 'seed must be a whole number from 0; got -1'],
])('%j is refused: the rule, then the value', (input, message) =>
  expect(parse(input).problems.map((problem) => problem.message)).toEqual([message]),
);

test('a class without images and a dataset of one image are refused', () => {
  const some = { ...facts, classes: [...facts.classes, { name: 'empty', imageCount: 0 }] };
  expect(parseNoiseFittingParameters({ ...least, onlyClass: 3 }, some).problems).toEqual([
    {
      ...{ field: 'onlyClass', code: 'INVALID' },
      message: 'onlyClass must be a class with images; class empty (3) has none',
    },
  ]);
  const one = datasetFacts(randomImages(1, { imageShape: [8, 8, 1] }));
  expect(parseNoiseFittingParameters(least, one).problems[0]?.message).toBe(
    'the dataset must have at least 2 images to train on and to validate with; it has 1',
  );
});

test.each([
  [{ ...least, architecture: 3 }, 'architecture'],
  [{ ...least, direction: 3 }, 'direction'],
  [{ architecture: 'mlp' }, 'frequency'],
  [{ ...least, amplitude: 2 }, 'amplitude'],
  [{ ...least, noise: 3 }, 'noise'],
  [{ ...least, onlyClass: -1 }, 'onlyClass'],
  [{ ...least, noise: 'RANDOM_DIRECTION', direction: { kind: 'COMPOSITE_F' } }, 'direction'],
  [{ ...least, augmentation: ['MIXUP', 'MIXUP'] }, 'augmentation'],
  [{ ...least, augmentationNorm: -1 }, 'augmentationNorm'],
  [{ ...least, validationDataset: '' }, 'validationDataset'],
  [{ ...least, validationShare: 0 }, 'validationShare'],
  [{ ...least, trainSize: 0 }, 'trainSize'],
])('what is wrong with %j is said of %s', (input, field) => {
  expect(parse(input).problems).toEqual([{ field, message: expect.stringContaining(field), code: 'INVALID' }]);
});

test('what is wrong with the dataset is said of it; of one image all is trained on where others are validated with', () => {
  const one = datasetFacts(randomImages(1, { imageShape: [8, 8, 1] }));
  expect(parseNoiseFittingParameters(least, one).problems[0]?.field).toBe('dataset');
  const other = { ...least, validationDataset: 'dataset-2' };
  expect(parseNoiseFittingParameters(other, one).parameters?.trainSize).toBe(1);
});

test('an architecture is taken for images that are not known yet, and refused for those that are too small', () => {
  const none = { ...facts, imageShape: null };
  expect(parseNoiseFittingParameters(least, none).problems).toEqual([]);
  expect(parseNoiseFittingParameters(least, { ...facts, imageShape: [7, 9, 1] }).problems[0]?.message).toBe(
    'small-cnn takes images of at least 8 x 8 pixels; got 7 x 9',
  );
});

test('the wave of uniform noise has frequency 0, whatever is given', () => {
  expect(parse({ ...least, noise: 'UNIFORM', frequency: 3 }).parameters?.frequency).toBe(0);
});
