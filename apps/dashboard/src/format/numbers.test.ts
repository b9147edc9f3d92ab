import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimals, fixed, halfWidth, isSure, parts, percent, plusMinus, pValue, rateWords, signed } from './numbers.ts';

describe('a number', () => {
  it('has a true minus', () => expect(fixed(-0.016, 3)).toBe('−0.016'));
  it('is never minus zero', () => expect(fixed(-0.0004, 3)).toBe('0.000'));
  it('that is not finite is a dash', () => expect([fixed(Number.NaN, 3), signed(Infinity, 1)]).toEqual(['–', '–']));
  it('of a difference carries its sign', () =>
    expect([signed(0.053, 3), signed(-0.016, 3)]).toEqual(['+0.053', '−0.016']));
  it('of accuracy is per cent with one decimal', () => expect(percent(0.91437)).toBe('91.4'));
});

describe('±', () => {
  it('is half the width of the bounds', () => expect(halfWidth({ value: 1, lower: 0.5, upper: 1.5 })).toBe(0.5));
  it('is unknown where a bound is', () => {
    expect(halfWidth({ value: 1, lower: null, upper: 2 })).toBeUndefined();
    expect(halfWidth({ value: 1 })).toBeUndefined();
    expect(halfWidth({ value: 1, lower: Number.NaN, upper: 2 })).toBeUndefined();
  });
  it('stands after the number with as many decimals', () =>
    expect(plusMinus({ value: 0.1062, lower: 0.0899, upper: 0.1225 })).toBe('0.106 ± 0.016'));
  it('is left out where there are no bounds', () => expect(plusMinus({ value: 0.1062 })).toBe('0.106'));
  it('in per cent scales both', () =>
    expect(plusMinus({ value: 0.914, lower: 0.902, upper: 0.926 }, { scale: 100, least: 1 })).toBe('91.4 ± 1.2'));
  it('of a paired difference keeps four decimals and the sign', () =>
    expect(parts({ value: -0.0025, lower: -0.0038, upper: -0.0012 }, { sign: true, least: 4 })).toEqual({
      number: '−0.0025',
      bound: ' ± 0.0013',
    }));
  it('never prints as zero', () => {
    expect(decimals(0.00042)).toBe(4);
    fc.assert(
      fc.property(fc.double({ min: 1e-7, max: 10, noNaN: true }), (half) => {
        expect(fixed(half, decimals(half))).toMatch(/[1-9]/);
      }),
    );
  });
});

describe('a claim', () => {
  it('needs bounds that exclude 0', () => {
    expect(isSure({ value: 0.2, lower: 0.1, upper: 0.3 })).toBe(true);
    expect(isSure({ value: -0.2, lower: -0.3, upper: -0.1 })).toBe(true);
    expect(isSure({ value: 0.2, lower: -0.1, upper: 0.5 })).toBe(false);
    expect(isSure({ value: 0.2, lower: 0, upper: 0.4 })).toBe(false);
  });
  it('needs bounds at all', () => expect(isSure({ value: 0.9 })).toBe(false));
});

describe('words of a rate', () => {
  it('are per cent with their bounds, where there are any', () =>
    expect([rateWords({ value: 0.077, lower: 0.057, upper: 0.104 }), rateWords({ value: 0.077 })]).toEqual([
      '7.7 % (5.7 to 10.4)',
      '7.7 %',
    ]));
});

describe('words of a statistic', () => {
  it('round p to what is known', () =>
    expect([pValue(0.36), pValue(0.0042), pValue(0.0004)]).toEqual(['p = 0.36', 'p = 0.004', 'p < 0.001']));
});
