import { expect, test } from 'vitest';
import { directionImage } from '../path-spectrum/directions.ts';
import { labelWave } from './wave.ts';

const of = { frequency: 0.5, seed: 3, direction: null };

test('uniform noise is no wave, radial noise one over norms', () => {
  expect(labelWave({ ...of, noise: 'UNIFORM' }, [4, 5, 2])).toEqual({ kind: 'UNIFORM' });
  expect(labelWave({ ...of, noise: 'RADIAL' }, [4, 5, 2])).toEqual({ kind: 'RADIAL', frequency: 0.5 });
});

test.each([
  ['COMPOSITE_F', { kind: 'COMPOSITE_F', i: null, j: null }],
  ['COMPOSITE_INVERSE_F', { kind: 'COMPOSITE_INVERSE_F', i: null, j: null }],
  ['RANDOM_DIRECTION', { kind: 'RANDOM', i: null, j: null }],
] as const)('%s noise runs along its direction', (noise, direction) => {
  const image = directionImage([direction], 0, 3, [4, 5, 2]);
  expect(labelWave({ ...of, noise }, [4, 5, 2])).toEqual({ kind: 'DIRECTION', frequency: 0.5, direction: image });
});

test('noise along a basis image runs along the one that is named', () => {
  const direction = { kind: 'FOURIER', i: 1, j: 3 } as const;
  expect(labelWave({ ...of, noise: 'FOURIER_DIRECTION', direction }, [4, 5, 2])).toMatchObject({
    direction: directionImage([direction], 0, 3, [4, 5, 2]),
  });
});
