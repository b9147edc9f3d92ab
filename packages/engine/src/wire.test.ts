import { describe, expect, test } from 'vitest';
import { firstLine } from './errors.ts';
import { atMost, encodeFloats, finiteAt, floatsAt, listAt, objectAt, oneOfAt, textAt, wholeAt } from './wire.ts';

const bounds = { least: 0, most: 1 };

describe('values from outside', () => {
  test('that are what they must be come out as they are', () => {
    expect(objectAt({ b: 2, a: 1 }, 'it', ['a', 'b'])).toEqual({ a: 1, b: 2 });
    expect(listAt([1, 2], 'it')).toEqual([1, 2]);
    expect(listAt([], 'it', 0)).toEqual([]);
    expect(textAt('x'.repeat(1000), 'it')).toHaveLength(1000);
    expect(oneOfAt('b', 'it', ['a', 'b'])).toBe('b');
    expect(finiteAt(-0.5, 'it')).toBe(-0.5);
    expect([0, 3].map((value) => wholeAt(value, 'it', atMost(3)))).toEqual([0, 3]);
    const values = Float32Array.of(0, 0.25, 1);
    expect(floatsAt(encodeFloats(values), 'it', 3, bounds)).toEqual(values);
    expect(floatsAt(encodeFloats(values.subarray(1)), 'it', 2, bounds)).toEqual(values.subarray(1));
  });

  test.each<[string, () => unknown, string]>([
    ['an object', () => objectAt(null, 'it', []), 'it must be an object; got null'],
    ['an object', () => objectAt('a', 'it', []), 'it must be an object; got "a"'],
    ['an object', () => objectAt([], 'it', []), 'it must be an object; got []'],
    ['its keys', () => objectAt({ a: 1, c: 1 }, 'it', ['a', 'b']), 'it must have the keys a, b only; got "c"'],
    ['its keys', () => objectAt({ a: 1 }, 'it', ['a', 'b']), 'it must have the key b; got ["a"]'],
    ['a list', () => listAt({ length: 0 }, 'it'), 'it must be a list; got {"length":0}'],
    ['its items', () => listAt([1], 'it', 0), 'it must have 0 items; got 1'],
    ['a text', () => textAt(1, 'it'), 'it must be text of at most 1,000 characters; got 1'],
    ['a text', () => textAt('x'.repeat(1001), 'it'), 'it must be text of at most 1,000 characters; got "xxx'],
    ['one of two', () => oneOfAt('c', 'it', ['a', 'b']), 'it must be a or b; got "c"'],
    ['finite', () => finiteAt('1', 'it'), 'it must be a finite number; got "1"'],
    ['finite', () => finiteAt(Number.NaN, 'it'), 'it must be a finite number; got NaN'],
    ['whole', () => wholeAt(1.5, 'it', atMost(3)), 'it must be a whole number from 0 to 3; got 1.5'],
    ['whole', () => wholeAt('1', 'it', atMost(3)), 'it must be a whole number from 0 to 3; got "1"'],
    ['whole', () => wholeAt(-1, 'it', atMost(3)), 'it must be a whole number from 0 to 3; got -1'],
    ['whole', () => wholeAt(4, 'it', atMost(3)), 'it must be a whole number from 0 to 3; got 4'],
    ['base64', () => floatsAt(1, 'it', 1, bounds), 'it must be base64 text; got 1'],
    ['base64', () => floatsAt('AAAA*', 'it', 1, bounds), 'it must be base64 text; got "AAAA*"'],
    ['its values', () => floatsAt('AAAAAA==', 'it', 2, bounds), 'it must have 2 float32 values; got "4 bytes"'],
    ['in range', () => floatsAt(floats(1.5), 'it', 1, bounds), 'it must have finite values from 0 to 1; got 1.5'],
    ['in range', () => floatsAt(floats(-1), 'it', 1, bounds), 'it must have finite values from 0 to 1; got -1'],
    [
      'in range',
      () => floatsAt(floats(Number.NaN), 'it', 1, bounds),
      'it must have finite values from 0 to 1; got NaN',
    ],
  ])('that are not %s are refused', (_, read, message) => {
    expect(read).toThrow(`a shard's result is refused: ${message}`);
  });

  test('are not repeated at length', () => {
    expect(() => finiteAt('x'.repeat(5000), 'it')).toThrow(/got "x{99}$/);
    expect(() => floatsAt('*'.repeat(5000), 'it', 1, bounds)).toThrow(/got "\*{40}"$/);
  });
});

const floats = (value: number) => encodeFloats(Float32Array.of(value));

test('of an error from elsewhere the first line is told', () => {
  expect(firstLine(new Error('it failed\nat somewhere'))).toBe('it failed');
  expect(firstLine('it failed\r')).toBe('it failed\r');
  expect(firstLine(7)).toBe('7');
});
