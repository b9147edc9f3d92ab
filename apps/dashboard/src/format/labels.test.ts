import { describe, expect, it } from 'vitest';
import { refusalWords, warningWords } from './labels.ts';

describe('a refusal on the page', () => {
  it.each([
    [['input', 'pairsPerGroup'], 'pairsPerGroup must be at least 1; got 0', 'paths a group must be at least 1; got 0'],
    [['input', 'norm'], 'norm must be above 0; got -1', 'norm of the shift must be above 0; got -1'],
    [null, '`inputStd` must have 1 value, one a channel; got 3', 'std must have 1 value, one a channel; got 3'],
    [
      ['x'],
      'samples must be left out where trainSize is given',
      'samples must be left out where training images is given',
    ],
  ])('of %j names fields by their labels: %s', (field, message, said) => {
    expect(refusalWords({ field, message })).toBe(said);
  });

  it('leaves alone what is no field', () => {
    const message = 'step must be a number above 0; got norm, and a model named toString';
    expect(refusalWords({ field: ['step'], message })).toBe(message);
  });
});

describe('a warning on the page', () => {
  it('names what the network is fed as the form does', () =>
    expect(
      warningWords('check what the network is fed, inputMean, inputStd, inputScale and inputLayout of the model'),
    ).toBe('check what the network is fed, mean, std, pixels and axes of the model'));

  it('that a precision was not reached speaks of the half-width, as its field does', () =>
    expect(
      warningWords('precision was not reached at the cap of 20 paths a group: the half-width should be at most 0.01'),
    ).toBe('95 % half-width was not reached at the cap of 20 paths a group: the half-width should be at most 0.01'));
});
