import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimators } from '../model/estimator.ts';
import { cutoffUnits } from '../model/fraction.ts';
import {
  axesKinds,
  type CompareState,
  compareHref,
  emptyCompare,
  formatCompare,
  parseCompare,
  withModel,
  withReference,
} from './url.ts';

const state: fc.Arbitrary<CompareState> = fc
  .record({
    models: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 8 }),
    dataset: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
    estimator: fc.constantFrom(...estimators),
    axes: fc.constantFrom(...axesKinds),
    cutoff: fc.double({ min: 0, max: 0.5, noNaN: true }).map((value) => value + 0),
    unit: fc.constantFrom(...cutoffUnits),
  })
  .map(({ dataset, ...others }) => (dataset === undefined ? others : { ...others, dataset }));

describe('a link', () => {
  test('reproduces every state', () => {
    fc.assert(
      fc.property(state, (given) => {
        expect(parseCompare(formatCompare(given))).toEqual(given);
      }),
    );
  });

  test('leaves out what is at its default', () => {
    expect(formatCompare(emptyCompare)).toBe('');
    expect(compareHref(['a', 'b'])).toBe('/compare?m=a&m=b');
  });

  test('holds a model once, and eight at most', () => {
    expect(parseCompare('m=a&m=a&m=&m=b').models).toEqual(['a', 'b']);
    expect(compareHref('abcdefghij'.split(''))).toBe(compareHref('abcdefgh'.split('')));
  });

  test('with values that nothing takes has the defaults', () => {
    expect(parseCompare('estimator=x&axes=y&cutoff=1.5&unit=z')).toEqual(emptyCompare);
    expect(parseCompare('cutoff=0.7&unit=CYCLES_PER_DISTANCE').cutoff).toBe(0.1);
    expect(parseCompare('cutoff=0.7').cutoff).toBe(0.7);
  });
});

test('a model is added once, while there is room', () => {
  expect(withModel(['a'], 'b')).toEqual(['a', 'b']);
  expect(withModel(['a'], 'a')).toEqual(['a']);
  expect(withModel('abcdefgh'.split(''), 'i')).toHaveLength(8);
});

test('another reference comes first and the others keep their order', () => {
  expect(withReference(['a', 'b', 'c'], 'c')).toEqual(['c', 'a', 'b']);
});
