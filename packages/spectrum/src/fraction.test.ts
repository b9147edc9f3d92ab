import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binSpacing, fraction, fractionAbove, highFrequencyFraction } from './fraction.ts';
import { golden } from './golden.fixture.ts';
import { SPECTRUM_ESTIMATORS, spectrum } from './spectrum.ts';

// To four digits: shares of subnormal numbers are rounding alone.
const magnitudes = fc.array(
  fc.integer({ min: 0, max: 10_000 }).map((value) => value / 100),
  { maxLength: 60 },
);
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('the reference', () => {
  test.each(golden.paths)(
    'fractions of $samples samples of $classes classes, every estimator, cutoff and unit, to 1e-12',
    (known) => {
      for (const [estimator, cutoffUnit, cutoff, expected] of known.fractions) {
        const { samples, step } = known;
        const got = fraction(known.spectra[estimator], { estimator, cutoff, cutoffUnit, samples, step });
        expect(Math.abs(got - expected), `${estimator} ${cutoffUnit} ${cutoff}`).toBeLessThan(1e-12);
      }
    },
  );

  test.each(golden.paths)('fractions of our own spectra of $samples samples of $classes classes to 1e-11', (known) => {
    for (const [estimator, cutoffUnit, cutoff, expected] of known.fractions) {
      // A single sample of DISTANCE_POWER and bins that hold rounding alone are no numbers to compare shares of.
      const own = spectrum(Float64Array.from(known.probabilities), known.classes, estimator);
      const { samples, step } = known;
      const got = fraction(own, { estimator, cutoff, cutoffUnit, samples, step });
      expect(Math.abs(got - expected), `${estimator} ${cutoffUnit} ${cutoff}`).toBeLessThan(1e-11);
    }
  });

  test.each(golden.ramps)(
    'a ramp of $samples samples hardly leaks when mirrored: $fraction',
    ({ samples, fraction: expected }) => {
      const ramp = Float64Array.from({ length: 2 * samples }, (_, at) => {
        const t = (at >> 1) / (samples - 1);
        return at % 2 ? 1 - t : t;
      });
      expect(Math.abs(highFrequencyFraction(spectrum(ramp, 2, 'MIRRORED'), 0.1, 'MIRRORED') - expected)).toBeLessThan(
        1e-12,
      );
      expect(expected).toBeLessThan(1.2 / samples);
    },
  );
});

describe('highFrequencyFraction', () => {
  test('the top bin is in the total alone for PERIODOGRAM and DISTANCE_POWER, in both for MIRRORED', () => {
    const flat = new Array<number>(10).fill(1);
    expect(SPECTRUM_ESTIMATORS.map((estimator) => highFrequencyFraction(flat, 0.1, estimator))).toEqual([
      0.8, 0.9, 0.8,
    ]);
  });

  test.each([
    [10, 0.1, 1],
    [10, 0.3, 3],
    [30, 0.1, 3],
    [3, 0.1, 1],
    [21, 0.1, 3],
    [10, 0.7, 7],
    [100, 0.07, 8],
    [100, 0.55, 56],
  ])('of %i bins the cutoff %d leaves out %i, as ceil in float64 says', (bins, cutoff, left) => {
    expect(highFrequencyFraction(new Array<number>(bins).fill(1), cutoff, 'MIRRORED')).toBe((bins - left) / bins);
  });

  test('it is in 0 ... 1 and does not grow with the cutoff', () => {
    fc.assert(
      fc.property(magnitudes, share, share, fc.constantFrom(...SPECTRUM_ESTIMATORS), (f, a, b, estimator) => {
        const low = highFrequencyFraction(f, Math.min(a, b), estimator);
        const high = highFrequencyFraction(f, Math.max(a, b), estimator);
        expect(high >= 0 && high <= low && low <= 1 + 1e-12).toBe(true);
      }),
    );
  });

  test('a spectrum of zeros, of one value or of none has 0', () => {
    expect(highFrequencyFraction([0, 0, 0], 0.1, 'MIRRORED')).toBe(0);
    expect(highFrequencyFraction([], 0.1, 'PERIODOGRAM')).toBe(0);
    expect(highFrequencyFraction([5], 0, 'PERIODOGRAM')).toBe(0);
  });

  test('float32 spectra are summed in float64', () => {
    const f = Float32Array.from({ length: 1000 }, (_, k) => 1 / (k + 1));
    expect(highFrequencyFraction(f, 0.1, 'MIRRORED')).toBe(
      highFrequencyFraction(Float64Array.from(f), 0.1, 'MIRRORED'),
    );
  });

  test.each([-0.1, 1.1, Number.NaN])('a share of %d is refused', (cutoff) => {
    expect(() => highFrequencyFraction([1], cutoff, 'PERIODOGRAM')).toThrow(`must be from 0 to 1; got ${cutoff}`);
  });
});

describe('fractionAbove', () => {
  test('a bin that the cutoff divides counts by its part above', () => {
    // Bins of width 1 at 0, 1, 2: of 1.25 cycles three quarters of bin 1's band, 0.5 to 1.5, lie below.
    expect(fractionAbove([1, 1, 1], 1, 1.25)).toBeCloseTo(1.25 / 3, 15);
  });

  test('half of the zero frequency lies above a cutoff of 0, everything below one past the end', () => {
    expect(fractionAbove([2, 1, 1], 0.1, 0)).toBe(0.75);
    expect(fractionAbove([2, 1, 1], 0.1, 0.25)).toBe(0);
  });

  test('it goes down with the cutoff without a jump', () => {
    fc.assert(
      fc.property(magnitudes, fc.double({ min: 0, max: 3, noNaN: true }), (f, cutoff) => {
        const [before, after] = [fractionAbove(f, 0.05, cutoff), fractionAbove(f, 0.05, cutoff + 1e-9)];
        expect(after).toBeLessThanOrEqual(before);
        expect(before - after).toBeLessThan(1e-7);
      }),
    );
  });

  test('a negative cutoff and a spacing of 0 are refused', () => {
    expect(() => fractionAbove([1], 1, -1)).toThrow('must not be negative; got -1');
    expect(() => fractionAbove([1], 0, 1)).toThrow('the spacing of bins must be above 0; got 0');
  });
});

describe('fraction', () => {
  test('spacing is 1 / (n step), half of it mirrored', () => {
    expect([binSpacing(40, 0.5, 'PERIODOGRAM'), binSpacing(40, 0.5, 'MIRRORED')]).toEqual([0.05, 0.025]);
  });

  test('a path without samples has 0 in either unit', () => {
    const none = { estimator: 'PERIODOGRAM', cutoff: 0.1, samples: 0, step: 1 } as const;
    expect(fraction([], { ...none, cutoffUnit: 'SHARE_OF_BINS' })).toBe(0);
    expect(fraction([], { ...none, cutoffUnit: 'CYCLES_PER_DISTANCE' })).toBe(0);
  });

  test('the same function sampled twice as densely keeps its fraction in cycles per distance, to a hundredth', () => {
    const of = (samples: number, step: number) => {
      const wave = Float64Array.from(
        { length: samples },
        (_, k) => 0.5 + 0.2 * Math.cos(k * step) + 0.1 * Math.cos(0.3 * k * step),
      );
      const f = spectrum(wave, 1, 'MIRRORED');
      return fraction(f, { estimator: 'MIRRORED', cutoff: 0.1, cutoffUnit: 'CYCLES_PER_DISTANCE', samples, step });
    };
    expect(Math.abs(of(40, 1) - of(80, 0.5))).toBeLessThan(0.01);
  });
});
