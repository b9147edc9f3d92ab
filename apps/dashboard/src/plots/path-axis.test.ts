import { describe, expect, test } from 'vitest';
import { pathAxis, sampleNear } from './path-axis.ts';

describe('the axis along a path', () => {
  test('is in units of distance where samples are a step apart', () => {
    const axis = pathAxis({ path: 'LINEAR', step: 0.5 }, { samples: 53, length: 26.3 });
    expect([axis.end, axis.at(3.5), axis.words(3.5)]).toEqual([26.3, 1.75, '1.8 of 26.3 units']);
  });

  test('counts samples where their number is fixed', () => {
    const axis = pathAxis({ path: 'LINEAR', step: null }, { samples: 64, length: 26.3 });
    expect([axis.end, axis.at(12), axis.words(12)]).toEqual([64, 12, 'sample 12 of 64']);
  });

  test.each(['AMPLITUDE', 'PHASE'])('is a share of a path of kind %s, which has no length', (path) => {
    const axis = pathAxis({ path, step: null }, { samples: 100, length: null });
    expect([axis.end, axis.at(25), axis.title]).toEqual([1, 0.25, 'Share of the path']);
  });

  test('of a direction ends after samples times step', () => {
    expect(pathAxis({ path: 'DIRECTION', step: 1 }, { samples: 64, length: 64 }).end).toBe(64);
  });

  test('gives every sample back that it places', () => {
    for (const step of [0.3, 1, null]) {
      const axis = pathAxis({ path: 'LINEAR', step }, { samples: 40, length: 12 });
      for (let k = 0; k < 40; k++) expect(sampleNear(axis, 40, axis.at(k))).toBe(k);
    }
  });

  test('has no sample before the first or behind the last', () => {
    const axis = pathAxis({ path: 'LINEAR', step: 1 }, { samples: 27, length: 26.5 });
    expect([sampleNear(axis, 27, -3), sampleNear(axis, 27, 99)]).toEqual([0, 26]);
  });
});
