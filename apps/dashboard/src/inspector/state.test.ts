import { describe, expect, test } from 'vitest';
import { formatInspector, type InspectorState, inspectorHref, parseInspector, withCell, withPath } from './state.ts';

const full: InspectorState = {
  classA: 0,
  classB: 4,
  direction: 'FOURIER:14,15',
  path: 'path-17',
  sample: 11,
  estimator: 'MIRRORED',
  cutoff: 0.05,
  unit: 'CYCLES_PER_DISTANCE',
  beside: ['measurement-a', 'measurement-b'],
};

describe("the inspector's address", () => {
  test('holds the whole state', () => expect(parseInspector(formatInspector(full).slice(1))).toEqual(full));

  test('is empty for what is so by default', () => {
    expect(formatInspector(parseInspector(''))).toBe('');
  });

  test('leaves out what is not there or makes no sense', () => {
    expect(parseInspector('a=x&sample=-3&estimator=NONE&cutoff=7&beside=')).toEqual(parseInspector(''));
  });

  test('names two other measurements at most', () => {
    expect(parseInspector('beside=a&beside=b&beside=a&beside=c').beside).toEqual(['a', 'b']);
  });

  test('of a cell opens it', () => {
    expect(inspectorHref('measurement-1', { classA: 0, classB: 4, estimator: 'MIRRORED' })).toBe(
      '/measurements/measurement-1/paths?a=0&b=4&estimator=MIRRORED',
    );
  });
});

test('another cell forgets the path, the sample and the direction; another path keeps the sample', () => {
  const { path: _path, sample: _sample, direction: _direction, ...rest } = full;
  expect(withCell(full, { classA: 2, classB: 3 })).toEqual({ ...rest, classA: 2, classB: 3 });
  expect(withPath(full, 'path-18')).toEqual({ ...full, path: 'path-18' });
});
