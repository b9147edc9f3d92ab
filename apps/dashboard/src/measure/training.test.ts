import { describe, expect, test } from 'vitest';
import { defaultForm, type MeasureForm } from './form.ts';
import { fieldErrors, inputOfForm } from './input.ts';
import { trainingCount } from './training.ts';

const form = (change: Partial<MeasureForm> = {}): MeasureForm => ({
  ...{ ...defaultForm, dataset: 'd', method: 'NOISE_FITTING' },
  ...change,
});
const inputOf = (change: Partial<MeasureForm> = {}) => {
  const read = inputOfForm(form(change));
  if (!('input' in read) || !('noiseFitting' in read.input)) throw new Error(JSON.stringify(read));
  return read.input.noiseFitting;
};

describe('the input of a training', () => {
  test('needs no model; untouched it is a sweep with its control, at the defaults of the API', () => {
    const input = inputOf();
    expect(input).toMatchObject({ frequencies: [0.01, 0.03, 0.1, 0.3], seeds: [0], uniformControl: true });
    expect(input.base).toMatchObject({
      ...{ dataset: 'd', architecture: 'small-cnn', noise: 'RADIAL', amplitude: 0.3, epochs: 10, trainSize: null },
      ...{ batchSize: 128, learningRate: 0.05, teacher: null, stopAtLoss: null, augmentation: [] },
    });
    expect(trainingCount(input)).toBe(5);
  });

  test('lists are separated by commas or spaces, and hold each value once', () => {
    const input = inputOf({ frequencies: ' 0.1,0.2  0.1;1 ', seeds: '0 1', uniformControl: 'no' });
    expect([input.frequencies, input.seeds, trainingCount(input)]).toEqual([[0.1, 0.2, 1], [0, 1], 6]);
  });

  test('uniform noise has no frequency and is no control of itself', () => {
    const input = inputOf({ noise: 'UNIFORM', frequencies: 'not looked at' });
    expect(input).toMatchObject({ frequencies: [0], uniformControl: false });
    expect(trainingCount(input)).toBe(1);
  });

  test('a Fourier direction needs its row and column, which no other wave has', () => {
    expect(inputOf({ directionI: 'x' }).base.direction).toBeNull();
    expect(inputOf({ noise: 'FOURIER_DIRECTION', directionI: '14', directionJ: '17' }).base.direction).toEqual({
      ...{ kind: 'FOURIER', i: 14, j: 17 },
    });
    expect(inputOfForm(form({ noise: 'FOURIER_DIRECTION', directionI: '14' }))).toEqual({
      errors: { directionJ: 'the column of the basis image must be a whole number; got nothing' },
    });
  });

  test('what is no number is an error of its field that names the value', () => {
    expect(inputOfForm(form({ frequencies: '0.1, x', seeds: '', epochs: '1.5', stopAtLoss: 'low' }))).toEqual({
      errors: {
        frequencies: 'frequencies must be numbers; got x',
        seeds: 'seeds must be whole numbers; got nothing',
        epochs: 'epochs must be a whole number; got 1.5',
        stopAtLoss: 'the loss to stop at must be a number; got low',
      },
    });
  });
});

test('errors of a sweep stand beside the field of its base', () => {
  expect(
    fieldErrors(
      [
        { field: ['input', 'base', 'amplitude'], message: 'Large.' },
        { field: ['input', 'frequency'], message: 'Low.' },
      ],
      'NOISE_FITTING',
    ),
  ).toEqual({ amplitude: 'Large.', frequencies: 'Low.' });
});
