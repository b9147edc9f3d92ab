import { describe, expect, test } from 'vitest';
import { EngineError } from '../errors.ts';
import { architectureProblem, parseArchitecture } from './architecture.ts';

describe('an architecture', () => {
  test('is named mlp, small-cnn or wrn-D-K', () => {
    expect(parseArchitecture('mlp')).toEqual({ kind: 'MLP' });
    expect(parseArchitecture('small-cnn')).toEqual({ kind: 'SMALL_CNN' });
    expect(parseArchitecture('wrn-16-1')).toEqual({ kind: 'WIDE_RESNET', blocksPerGroup: 2, width: 1 });
    expect(parseArchitecture('wrn-100-20')).toMatchObject({ blocksPerGroup: 16, width: 20 });
    expect(parseArchitecture('wrn-28-10')).toEqual({ kind: 'WIDE_RESNET', blocksPerGroup: 4, width: 10 });
  });

  test.each([
    ['resnet', 'must be mlp, small-cnn or wrn-D-K such as wrn-16-1; got resnet'],
    ['wrn-16', 'got wrn-16'],
    ['wrn-016-1', 'got wrn-016-1'],
    ['WRN-16-1', 'got WRN-16-1'],
    ['wrn-16-1.5', 'got wrn-16-1.5'],
    ['', 'got '],
    ['wrn-12-1', 'the depth D of wrn-D-K must be 6n + 4 from 10 to 100; got 12'],
    ['wrn-4-1', 'got 4'],
    ['wrn-106-1', 'got 106'],
    ['wrn-16-0', 'got 0'],
    ['wrn-16-1x', 'got wrn-16-1x'],
    ['xwrn-16-1', 'got xwrn-16-1'],
    ['wrn-1000-1', 'got 1000'],
    ['wrn-16-0', 'the width K of wrn-D-K must be from 1 to 20; got 0'],
    ['wrn-16-21', 'got 21'],
  ])('%s is refused with the rule and the value', (name, sentence) => {
    expect(() => parseArchitecture(name)).toThrow(EngineError);
    expect(() => parseArchitecture(name)).toThrow(sentence);
    expect(architectureProblem(name)).toMatch(sentence);
  });

  test('with convolutions takes images from 8 x 8 pixels on, mlp any', () => {
    for (const name of ['small-cnn', 'wrn-10-1']) {
      expect(architectureProblem(name, [8, 8, 1])).toBeNull();
      expect(architectureProblem(name, [8, 7, 3])).toBe(`${name} takes images of at least 8 x 8 pixels; got 8 x 7`);
    }
    expect(architectureProblem('mlp', [1, 2, 1])).toBeNull();
  });
});
