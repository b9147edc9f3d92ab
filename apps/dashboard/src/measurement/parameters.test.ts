import { describe, expect, test } from 'vitest';
import { describeParameters, isComparable, parseParameters, plannedPaths } from './parameters.ts';

const json =
  '{"classPairs":null,"classes":null,"curvesPerGroup":20,"pairsPerGroup":20,"path":"LINEAR","samples":null,"scopes":["WITHIN_CLASS","BETWEEN_CLASS"],"seed":3,"step":1}';

describe('parameters', () => {
  test('are read from the canonical JSON', () => {
    expect(parseParameters(json)).toMatchObject({
      path: 'LINEAR',
      pairsPerGroup: 20,
      step: 1,
      samples: null,
      seed: 3,
      classes: null,
    });
  });

  test.each(['', '[]', 'null', '{"pairsPerGroup":"20","scopes":[1],"classes":["a"]}'])(
    'of another shape count as not there: %s',
    (text) => {
      expect(parseParameters(text)).toMatchObject({ pairsPerGroup: null, scopes: null, classes: null });
    },
  );

  test.each([
    ['as they are by default', {}, true],
    ['whatever the pairs and the seed', { pairsPerGroup: 200, seed: 9 }, true],
    ['not of one scope', { scopes: ['WITHIN_CLASS'] }, false],
    ['not at half a step', { step: 0.5 }, false],
    ['not with a fixed number of samples', { step: null, samples: 64 }, false],
    ['not on another path', { path: 'FOURIER' }, false],
    ['not of some classes', { classes: [0, 1] }, false],
    ['not of some pairs of classes', { classPairs: 3 }, false],
  ])('are comparable over models: %s', (_claim, change, expected) => {
    expect(isComparable(parseParameters(JSON.stringify({ ...JSON.parse(json), ...change })))).toBe(expected);
  });

  test('are told in one line', () => {
    expect(describeParameters('PATH_SPECTRUM', json)).toBe('linear · within and between · 20 paths a group · step 1');
    expect(describeParameters('PATH_SPECTRUM', '{"scopes":["WITHIN_CLASS"],"samples":64,"classes":[1,2]}')).toBe(
      'linear · within class · 2 classes · 64 samples',
    );
    expect(describeParameters('PATH_SPECTRUM', '{"pairsPerGroup":1,"classes":[1],"classPairs":1,"samples":1}')).toBe(
      'linear · within and between · 1 path a group · 1 class · 1 pair of classes · 1 sample',
    );
  });

  test.each([
    ['JACOBIAN_NORM', { images: 1, directions: 1, difference: 0.1 }, '1 image · 1 direction · difference 0.1'],
    ['JACOBIAN_NORM', { images: 1000, directions: 10 }, '1,000 images · 10 directions'],
    ['FOURIER_HEAT_MAP', { images: 1, norm: 4 }, '1 image · norm 4'],
    ['FOURIER_HEAT_MAP', { images: 1000, norm: 4 }, '1,000 images · norm 4'],
  ])('of a %s with %j say what is one in the singular, and leave out what is not there', (method, told, line) => {
    expect(describeParameters(method, JSON.stringify(told))).toBe(line);
  });

  test('of a training say the network and the wave, and leave out what was not recorded', () => {
    const training =
      '{"amplitude":0.3,"architecture":"mlp","augmentation":["FLIP_CROP"],"epochs":10,"frequency":0.1,"noise":"RADIAL"}';
    expect(describeParameters('NOISE_FITTING', training)).toBe(
      'mlp · radial, 0.1 cycles per unit · amplitude 0.3 · 10 epochs · flip crop',
    );
    expect(describeParameters('NOISE_FITTING', '{"architecture":null,"noise":"UNIFORM"}')).toBe('uniform');
  });

  test('of a method that this page does not know are not guessed', () => {
    expect(describeParameters('SOMETHING_NEW', json)).toBe('');
  });
});

test('paths at the end are the first round’s groups times the rounds', () => {
  expect(plannedPaths([{ pathCount: 45 }, { pathCount: 90 }], 20)).toBe(900);
  expect(plannedPaths([], 20)).toBeNull();
});
