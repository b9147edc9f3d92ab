import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LabelWave, waveCoordinates, waveDeviation, waveScale, waveStrength } from './label-wave.ts';

const values = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 12, maxLength: 12 });
const frequency = fc.double({ min: 0.01, max: 2, noNaN: true });
const direction = Float64Array.of(1, -2, 0.5);
const waves = (f: number): LabelWave[] => [
  { kind: 'RADIAL', frequency: f },
  { kind: 'DIRECTION', frequency: f, direction },
  { kind: 'UNIFORM' },
];
const mean = (all: Float64Array) => all.reduce((sum, value) => sum + value, 0) / all.length;

test('over the training set the mean smoothing is the amplitude, and no label is smoothed by less than 0', () => {
  fc.assert(
    fc.property(values, frequency, (list, f) => {
      for (const wave of waves(f)) {
        const coordinates = waveCoordinates(wave, Float64Array.from(list), 4);
        const scale = waveScale(wave, coordinates);
        fc.pre(scale.normaliser > 1e-3);
        const strength = waveStrength(wave, 0.3, scale, coordinates);
        expect(mean(strength)).toBeCloseTo(0.3, 9);
        expect(Math.min(...strength)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

test('a direction of any length is the same wave', () => {
  fc.assert(
    fc.property(values, frequency, fc.double({ min: 0.1, max: 50, noNaN: true }), (list, f, length) => {
      const images = Float64Array.from(list);
      const [a, b] = [direction, direction.map((value) => length * value)].map((along) =>
        waveCoordinates({ kind: 'DIRECTION', frequency: f, direction: along }, images, 4),
      );
      a!.forEach((coordinate, k) => {
        expect(Math.abs(coordinate - b![k]!)).toBeLessThan(1e-12);
      });
    }),
  );
});

test('images of equal norm have the wave of the mean norm, 0: smoothing by the amplitude', () => {
  const wave: LabelWave = { kind: 'RADIAL', frequency: 0.7 };
  const coordinates = waveCoordinates(wave, Float32Array.of(3, 4, 0, 5, -5, 0), 3);
  expect([...coordinates]).toEqual([5, 5, 5]);
  expect(waveScale(wave, coordinates)).toEqual({ phase: 5, normaliser: 1 });
  expect([...waveStrength(wave, 0.3, { phase: 5, normaliser: 1 }, coordinates)]).toEqual([0.3, 0.3, 0.3]);
});

test('over whole periods the standard deviation is that of a sine, sqrt(1/2); a long period or no wave has hardly any', () => {
  const coordinates = Float64Array.from({ length: 1000 }, (_, k) => k / 100);
  const deviation = (wave: LabelWave) => waveDeviation(wave, { phase: 0, normaliser: 1 }, coordinates);
  expect(deviation({ kind: 'RADIAL', frequency: 1 })).toBeCloseTo(Math.SQRT1_2, 12);
  expect(deviation({ kind: 'RADIAL', frequency: 0.001 })).toBeLessThan(0.02);
  expect(deviation({ kind: 'UNIFORM' })).toBe(0);
});

test('a direction that is no image of this size, and a training set of no image, are refused', () => {
  const wave: LabelWave = { kind: 'DIRECTION', frequency: 1, direction };
  expect(() => waveCoordinates(wave, new Float64Array(8), 2)).toThrow('must have 4 values, as an image has; got 3');
  expect(() => waveScale(wave, new Float64Array(0))).toThrow('at least 1 image of training; got 0');
});

test('along (3, 4) an image lies at its product with (0.6, 0.8), and a frequency counts turns per unit of that', () => {
  const wave: LabelWave = { kind: 'DIRECTION', frequency: 0.25, direction: Float64Array.of(3, 4) };
  const coordinates = waveCoordinates(wave, Float64Array.of(1, 0.5, 2, 1), 2);
  coordinates.forEach((coordinate, k) => {
    expect(coordinate).toBeCloseTo(k + 1, 12);
  });
  expect(waveScale(wave, coordinates).phase).toBe(0);
  const [quarter, half] = waveStrength(wave, 0.3, { phase: 0, normaliser: 1 }, coordinates);
  expect([quarter, half]).toEqual([expect.closeTo(0.6, 12), expect.closeTo(0.3, 12)]);
});
