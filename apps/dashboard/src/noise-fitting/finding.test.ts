import { describe, expect, test } from 'vitest';
import { bestOf, likeControlFrom, pageFinding, summaryTitle } from './finding.ts';
import type { GroupLine } from './summary.ts';

const point = (frequency: number, mean: number, half: number | null) => ({
  ...{ frequency, mean, count: half === null ? 1 : 5 },
  ...{ lower: half === null ? null : mean - half, upper: half === null ? null : mean + half },
});
const line = (
  values: readonly [number, number][],
  half: number | null,
  control: number | null = null,
  name = 'small-cnn',
): GroupLine => ({
  group: { id: name, name, colour: 0, runs: [] },
  points: values.map(([frequency, mean]) => point(frequency, mean, half)),
  control: control === null ? null : point(0, control, half),
});
const peak: [number, number][] = [
  [0.01, -0.75],
  [0.03, -0.6],
  [0.1, -0.74],
  [1, -0.76],
];

describe('what the figure against frequency claims', () => {
  test('the frequency followed most, where its bounds are above those of every other', () => {
    expect(summaryTitle([line(peak, 0.02)], 'minimum')).toBe('Noise at 0.03 cycles is followed most');
  });

  test('near it, where only those beside it overlap', () => {
    const near: [number, number][] = [...peak.slice(0, 2), [0.05, -0.61], ...peak.slice(2)];
    expect(bestOf(line(near, 0.02))?.sure).toBe('near');
    expect(summaryTitle([line(near, 0.02)], 'minimum')).toBe('Noise near 0.03 cycles is followed most');
  });

  test('one cycle in the singular', () => {
    const atOne = line([...peak.slice(0, 1), [1, -0.6]], 0.02);
    expect(summaryTitle([atOne], 'minimum')).toBe('Noise at 1 cycle is followed most');
    expect(pageFinding([atOne], 'minimum')).toBe('small-cnn follows label noise most at 1 cycle per unit distance.');
  });

  test('nothing where bounds overlap, or where one model peaks elsewhere', () => {
    expect(summaryTitle([line(peak, 0.2)], 'minimum')).toBe('Which frequency is followed most? Bounds overlap');
    const other: [number, number][] = [
      [0.01, -0.75],
      [0.1, -0.6],
      [1, -0.75],
    ];
    expect(summaryTitle([line(peak, 0.02), line(other, 0.02, null, 'mlp')], 'minimum')).toContain('?');
  });

  test('nothing of one training run a frequency, however far apart the values', () => {
    expect(summaryTitle([line(peak, null)], 'minimum')).toBe(
      'Minimum of clean − noisy by frequency, one training run each',
    );
    expect(pageFinding([line(peak, null)], 'minimum')).toBe(
      'Highest minimum of clean − noisy: small-cnn −0.600 at 0.03 cycles per unit (one training run each, so no bounds).',
    );
  });

  test('that the lowest is followed more than the highest, where only these are apart', () => {
    const falling: [number, number][] = [
      [0.01, -0.5],
      [0.03, -0.53],
      [0.1, -0.56],
      [1, -0.59],
    ];
    expect(summaryTitle([line(falling, 0.035)], 'wave')).toBe('Noise at 0.01 cycles is followed more than at 1');
    const rising = falling.map(([frequency], k): [number, number] => [frequency, falling.at(-1 - k)?.[1] ?? 0]);
    expect(summaryTitle([line(rising, 0.035)], 'wave')).toBe('Noise at 1 cycle is followed more than at 0.01');
  });

  test('that nothing is over before a run is', () => {
    expect(summaryTitle([line([], null)], 'minimum')).toBe('No training is over yet');
    expect(pageFinding([line([], null)], 'minimum')).toBe('');
  });
});

test('the page says from where on a wave is not told apart from none', () => {
  const one = line(peak, 0.02, -0.755);
  expect(likeControlFrom(one)).toBe(0.1);
  expect(pageFinding([one], 'minimum')).toBe(
    'small-cnn follows label noise most at 0.03 cycles per unit distance; from 0.1 on it is not told apart from no wave at all.',
  );
  const later = line([...peak.slice(0, 2), [0.1, -0.7], [1, -0.76]], 0.02, -0.755, 'mlp');
  expect(pageFinding([one, later], 'minimum')).toBe(
    'Both models follow label noise most at 0.03 cycles per unit distance; from 1 on they are not told apart from no wave at all.',
  );
  expect(likeControlFrom(line(peak, 0.02, -0.9))).toBeUndefined();
  expect(likeControlFrom(line(peak, null, -0.755))).toBeUndefined();
});
