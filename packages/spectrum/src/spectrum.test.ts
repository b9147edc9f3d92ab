import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { golden, largestDifference } from './golden.fixture.ts';
import { SPECTRUM_ESTIMATORS, spectrum, spectrumLength } from './spectrum.ts';

const path = fc.tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 5 })).chain(([samples, classes]) =>
  fc.record({
    samples: fc.constant(samples),
    classes: fc.constant(classes),
    values: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: samples * classes,
      maxLength: samples * classes,
    }),
  }),
);
const sum = (values: Iterable<number>) => Array.from(values).reduce((total, value) => total + value, 0);

describe.each(SPECTRUM_ESTIMATORS)('%s', (estimator) => {
  test.each(golden.paths)(
    "$samples samples of $classes classes: the reference's to 1e-12 of its largest value",
    (known) => {
      const got = spectrum(Float64Array.from(known.probabilities), known.classes, estimator);
      const want = known.spectra[estimator];
      expect(largestDifference(got, want, Math.max(1, ...want))).toBeLessThan(1e-12);
    },
  );

  test('float32 probabilities give the float64 spectrum of their values', () => {
    const known = golden.paths.find((one) => one.samples === 41)!;
    const rounded = Float32Array.from(known.probabilities);
    expect(spectrum(rounded, 10, estimator)).toEqual(spectrum(Float64Array.from(rounded), 10, estimator));
  });

  test('it has as many values as spectrumLength says, all finite and not negative', () => {
    fc.assert(
      fc.property(path, ({ samples, classes, values }) => {
        const got = spectrum(Float64Array.from(values), classes, estimator);
        expect(got.length).toBe(spectrumLength(samples, estimator));
        expect(got.every((value) => value >= 0 && value < Infinity)).toBe(true);
      }),
    );
  });

  test('the order of the classes does not matter', () => {
    fc.assert(
      fc.property(path, ({ samples, classes, values }) => {
        const turned = values.map((_, at) => values[at - (at % classes) + (classes - 1 - (at % classes))]!);
        const [a, b] = [values, turned].map((one) => spectrum(Float64Array.from(one), classes, estimator));
        expect(largestDifference(a!, b!)).toBeLessThan(1e-11 * samples);
      }),
    );
  });

  test('no samples have no spectrum', () => {
    expect(spectrum(new Float32Array(0), 10, estimator)).toHaveLength(0);
    expect(spectrumLength(0, estimator)).toBe(0);
  });

  test('values that are not whole samples are refused', () => {
    expect(() => spectrum(new Float32Array(7), 3, estimator)).toThrow('probabilities must be 3 a sample; got 7 values');
  });
});

describe('identities', () => {
  test('Parseval: of one class the squares of the periodogram add up to n times those of the path', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 150 }), (values) => {
        const f = spectrum(Float64Array.from(values), 1, 'PERIODOGRAM');
        const n = values.length;
        const twice = sum(f.map((magnitude, j) => magnitude ** 2 * (j === 0 || 2 * j === n ? 1 : 2)));
        expect(Math.abs(twice - n * sum(values.map((v) => v * v)))).toBeLessThan(1e-10 * n * n);
      }),
    );
  });

  test('Parseval of the mirrored path, of twice the length', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 150 }), (values) => {
        const f = spectrum(Float64Array.from(values), 1, 'MIRRORED');
        const twice = sum(f.map((magnitude, m) => magnitude ** 2 * (m === 0 || m === values.length ? 1 : 2)));
        expect(Math.abs(twice - 4 * values.length * sum(values.map((v) => v * v)))).toBeLessThan(
          1e-10 * values.length ** 2,
        );
      }),
    );
  });

  test('mirrored is the periodogram of the path followed by its mirror image', () => {
    fc.assert(
      fc.property(path, ({ samples, classes, values }) => {
        const rows = Array.from({ length: samples }, (_, k) => values.slice(k * classes, (k + 1) * classes));
        const mirrored = Float64Array.from([...rows, ...rows.toReversed()].flat());
        const [a, b] = [
          spectrum(Float64Array.from(values), classes, 'MIRRORED'),
          spectrum(mirrored, classes, 'PERIODOGRAM'),
        ];
        expect(largestDifference(a, b)).toBeLessThan(1e-11);
      }),
    );
  });

  test.each(['PERIODOGRAM', 'MIRRORED'] as const)(
    '%s grows with the amplitude (distance power with its square)',
    (estimator) => {
      fc.assert(
        fc.property(path, fc.double({ min: 0, max: 4, noNaN: true }), ({ classes, values }, factor) => {
          const scaled = Float64Array.from(values, (value) => value * factor);
          const of = Float64Array.from(values);
          const want = spectrum(of, classes, estimator).map((value) => value * factor);
          expect(largestDifference(spectrum(scaled, classes, estimator), want)).toBeLessThan(1e-10);
          const power = spectrum(of, classes, 'DISTANCE_POWER').map((value) => value * factor ** 2);
          expect(largestDifference(spectrum(scaled, classes, 'DISTANCE_POWER'), power)).toBeLessThan(1e-7);
        }),
      );
    },
  );

  test('the mean over classes: of two classes the periodogram is the mean of each one’s own', () => {
    fc.assert(
      fc.property(path, ({ samples, values }) => {
        const a = values.slice(0, samples);
        const b = a.toReversed().map((value) => value ** 2);
        const both = Float64Array.from({ length: 2 * samples }, (_, at) => (at % 2 ? b : a)[at >> 1]!);
        const alone = [a, b].map((one) => spectrum(Float64Array.from(one), 1, 'PERIODOGRAM'));
        const mean = alone[0]!.map((value, j) => (value + alone[1]![j]!) / 2);
        expect(largestDifference(spectrum(both, 2, 'PERIODOGRAM'), mean)).toBeLessThan(1e-11);
      }),
    );
  });

  test('shifting a path around its end leaves the periodogram as it was', () => {
    fc.assert(
      fc.property(path, fc.nat(69), ({ classes, values }, by) => {
        const places = (by * classes) % values.length;
        const shifted = [...values.slice(places), ...values.slice(0, places)];
        const [a, b] = [values, shifted].map((one) => spectrum(Float64Array.from(one), classes, 'PERIODOGRAM'));
        expect(largestDifference(a!, b!)).toBeLessThan(1e-11);
      }),
    );
  });

  test.each([16, 40, 41, 100, 300])('one sinusoid of %i samples is in one bin', (n) => {
    const bin = 5;
    const f = spectrum(
      Float64Array.from({ length: n }, (_, k) => Math.cos((2 * Math.PI * bin * k) / n + 0.4)),
      1,
      'PERIODOGRAM',
    );
    expect(Math.abs(f[bin]! - n / 2)).toBeLessThan(1e-11);
    f.forEach((value, j) => {
      if (j !== bin) expect(value).toBeLessThan(1e-11);
    });
  });

  test.each([16, 41, 300])('one cosine half a sample off, of %i samples, is in one bin of the mirrored path', (n) => {
    const f = spectrum(
      Float64Array.from({ length: n }, (_, k) => Math.cos((Math.PI * 5 * (2 * k + 1)) / (2 * n))),
      1,
      'MIRRORED',
    );
    expect(Math.abs(f[5]! - n)).toBeLessThan(1e-10);
    expect(sum(f) - f[5]!).toBeLessThan(1e-9);
  });

  test('a constant path is all zero frequency', () => {
    const flat = new Float64Array(60).fill(0.25);
    const periodogram = spectrum(flat, 2, 'PERIODOGRAM');
    expect([periodogram[0], sum(periodogram.slice(1)) < 1e-12]).toEqual([7.5, true]);
    expect(sum(spectrum(flat, 2, 'DISTANCE_POWER'))).toBe(0);
  });
});
