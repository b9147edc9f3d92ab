import { describe, expect, it } from 'vitest';
import { seconds } from './time.ts';
import { count, listed, plural, pluralRange, words } from './words.ts';

describe('words', () => {
  it('count with thousands commas', () => expect(count(1234567)).toBe('1,234,567'));
  it('are singular for one only', () =>
    expect([plural(0, 'model'), plural(1, 'model'), plural(1200, 'model')]).toEqual([
      '0 models',
      '1 model',
      '1,200 models',
    ]));
  it('take a plural of their own', () => expect(plural(10, 'class', 'classes')).toBe('10 classes'));
  it('say the least and the most where counts differ', () =>
    expect([[3, 2], [2, 2], [1]].map((counts) => pluralRange(counts, 'seed'))).toEqual([
      '2 to 3 seeds',
      '2 seeds',
      '1 seed',
    ]));
  it('are listed with a last and', () =>
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]));
  it('of an enum value that is not known still print', () => expect(words('SOME_NEW_STATUS')).toBe('some new status'));
  it('of a time are rounded to what is worth saying', () =>
    expect([seconds(8400), seconds(200_000), seconds(3 * 3600_000)]).toEqual(['8 s', '3 min', '3 h']));
});
