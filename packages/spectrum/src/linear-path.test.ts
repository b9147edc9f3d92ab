import fc from 'fast-check';
import { expect, test } from 'vitest';
import { golden } from './golden.fixture.ts';
import { pathPositions, pathSampleCount, type Sampling } from './linear-path.ts';

test("positions are the reference's to the last bit, rounding of arange included", () => {
  for (const known of golden.positions) {
    const sampling: Sampling = known.step === undefined ? { samples: known.samples } : { step: known.step };
    expect(Array.from(pathPositions(known.length, sampling)), JSON.stringify(known)).toEqual(known.t);
  }
});

test('identical images have no samples either way', () => {
  expect(pathSampleCount(0, { step: 1 })).toBe(0);
  expect(pathSampleCount(0, { samples: 20 })).toBe(0);
  expect(pathPositions(0, { samples: 20 })).toHaveLength(0);
});

test('a path of 40.3 at step 1 has 41 samples, at 0.5 has 81', () => {
  expect([pathSampleCount(40.3, { step: 1 }), pathSampleCount(40.3, { step: 0.5 })]).toEqual([41, 81]);
});

test('a path of a whole number of steps does not sample its end', () => {
  expect(Array.from(pathPositions(3, { step: 1 }))).toEqual([0, 1, 2]);
});

test('there are as many positions as samples, from 0, growing, none past the end but for rounding', () => {
  const sampling = fc.oneof(
    fc.record({ step: fc.double({ min: 0.05, max: 10, noNaN: true }) }),
    fc.record({ samples: fc.integer({ min: 1, max: 300 }) }),
  );
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 100, noNaN: true }), sampling, (length, how) => {
      const t = pathPositions(length, how);
      expect(t.length).toBe(pathSampleCount(length, how));
      expect(t[0]).toBe(0);
      for (let k = 1; k < t.length; k++) expect(t[k]!).toBeGreaterThan(t[k - 1]!);
      expect(t.at(-1)!).toBeLessThanOrEqual(length * (1 + 1e-15));
    }),
  );
});

test.each([0, -1, Number.NaN, Infinity])('a step of %d is refused', (step) => {
  expect(() => pathSampleCount(1, { step })).toThrow(`the step must be above 0 and finite; got ${step}`);
});

test.each([0, -3, 2.5, Number.NaN])('%d samples are refused', (samples) => {
  expect(() => pathSampleCount(1, { samples })).toThrow(`samples a path must be a whole number from 1; got ${samples}`);
});

test.each([-1, Number.NaN, Infinity])('a length of %d is refused', (length) => {
  expect(() => pathSampleCount(length, { step: 1 })).toThrow(`finite and not negative; got ${length}`);
});
