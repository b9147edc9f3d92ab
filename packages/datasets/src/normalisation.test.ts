import { describe, expect, it } from 'vitest';
import { completeNormalisation, knownNormalisation } from './normalisation.ts';

const measured = () => ({ mean: [0.4], std: [0.2] });

describe('mean and std', () => {
  it.each([
    [{ mean: [0.1] }, { mean: [0.3], std: [2] }, { mean: [0.1], std: [2], meanFrom: 'given', stdFrom: 'file' }],
    [{ std: [1] }, {}, { mean: [0.4], std: [1], meanFrom: 'measured', stdFrom: 'given' }],
    [{ mean: null }, { mean: [0] }, { mean: [0], std: [0.2], meanFrom: 'file', stdFrom: 'measured' }],
    [{}, {}, { mean: [0.4], std: [0.2], meanFrom: 'measured', stdFrom: 'measured' }],
  ])('given as %j, in the file as %j', (given, file, wanted) => {
    expect(completeNormalisation(knownNormalisation(given, file, 1), () => measured())).toEqual(wanted);
  });

  it('that are known need no measuring', () => {
    const never = () => {
      throw new Error('pixels are not read for what is known');
    };
    const known = knownNormalisation({ mean: [0.1] }, { std: [2] }, 1);
    expect(completeNormalisation(known, never)).toMatchObject({ mean: [0.1], std: [2] });
  });

  it('are the caller’s own lists no more', () => {
    const mean = [0.1];
    const known = knownNormalisation({ mean, std: [1] }, {}, 1);
    mean[0] = 5;
    expect(completeNormalisation(known, measured).mean).toEqual([0.1]);
  });
});

describe('refused are', () => {
  it.each([
    [{ mean: [0, 0] }, {}, '`mean` must have 1 value, one a channel; got 2'],
    [{}, { std: [] }, /^std must have 1 value, one a channel; got 0/],
    [{ mean: [Infinity] }, {}, '`mean` of channel 0 must be finite; got Infinity'],
    [{ std: [0] }, {}, '`std` of channel 0 must be finite and above 0; got 0'],
    [{ std: [Number.NaN] }, {}, '`std` of channel 0 must be finite and above 0; got NaN'],
    [{ std: [Infinity] }, {}, '`std` of channel 0 must be finite and above 0; got Infinity'],
  ])('%j with %j of the file', (given, file, message) => {
    expect(() => knownNormalisation(given, file, 1)).toThrow(message);
  });

  it('pixels that are all equal in a channel, unless a std is given', () => {
    const flat = () => ({ mean: [0.1, 0.2], std: [0.3, 0] });
    expect(() => completeNormalisation(knownNormalisation({}, {}, 2), flat)).toThrow(
      'std of channel 1 is 0: all pixels are equal; give `std`',
    );
    expect(completeNormalisation(knownNormalisation({ std: [1, 1] }, {}, 2), flat).std).toEqual([1, 1]);
  });
});
