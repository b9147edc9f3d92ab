import { describe, expect, test } from 'vitest';
import { panelOf, panelsOf, spaced } from './curves.ts';
import { isMap, mapCells } from './map.ts';
import { epoch, run } from './run.fixture.ts';
import { chosenGroups, selectionOf } from './selection.ts';
import { formatNoiseFitting, parseNoiseFitting } from './state.ts';
import { accuracyRange, goingAt, lineOf, listedFrequencies, summaryOf } from './summary.ts';

const none = parseNoiseFitting('');
const group = (runs: ReturnType<typeof run>[]) => ({ id: 'g', name: 'g', colour: 0, runs });

describe('a summary over seeds', () => {
  test('is the mean of each run’s own minimum with bounds of Student’s t', () => {
    const summary = summaryOf([run({ minimum: -0.7 }), run({ minimum: -0.6 })], 'minimum');
    // Half width: t_{0.975, 1} s / sqrt(2) = 12.7062 * 0.0707107 / 1.4142136.
    expect(summary?.mean).toBeCloseTo(-0.65, 12);
    expect((summary?.upper ?? 0) - (summary?.lower ?? 0)).toBeCloseTo(2 * 0.63531, 5);
  });

  test('of one run has no bounds, and a run that goes on is none', () => {
    expect(summaryOf([run(), run({ status: 'RUNNING', minimum: -2 })], 'minimum')).toMatchObject({
      ...{ mean: -0.7, lower: null, upper: null, count: 1 },
    });
    expect(summaryOf([run({ status: 'CANCELLED' })], 'minimum')).toBeNull();
  });

  test('of a frequency that is still trained is waited for under that frequency', () => {
    const going = run({ status: 'RUNNING', frequency: 0.03, epochs: [], minimum: null });
    const waiting = run({ status: 'QUEUED', frequency: 0.3, epochs: [], minimum: null });
    const failed = run({ status: 'FAILED', frequency: 3, epochs: [], minimum: null });
    const all = group([run({ frequency: 0.1 }), going, waiting, failed]);
    expect(listedFrequencies([lineOf(all, 'minimum')])).toEqual([0.03, 0.1, 0.3]);
    const at = (wanted: number) => goingAt(all.runs, ({ frequency }) => frequency === wanted);
    expect([0.03, 0.3, 3].map(at)).toEqual(['running', 'waiting', '–']);
  });

  test('stands at its frequency, with the uniform control apart', () => {
    const line = lineOf(
      group([run({ frequency: 1 }), run({ frequency: 0.1 }), run({ noise: 'UNIFORM', frequency: 0, minimum: -0.8 })]),
      'minimum',
    );
    expect(line.points.map(({ frequency }) => frequency)).toEqual([0.1, 1]);
    expect(line.control?.mean).toBe(-0.8);
  });

  test('accuracies are those of the last epoch', () => {
    const epochs = [epoch(1, -0.1, { cleanAccuracy: 0.1 }), epoch(2, -0.2, { cleanAccuracy: 0.9 })];
    expect(accuracyRange([run({ epochs }), run()])).toEqual([0.8, 0.9]);
  });
});

describe('panels by epoch', () => {
  test('are the mean, smallest and largest of the seeds that did the epoch', () => {
    const panel = panelOf([run({ epochs: [epoch(1, -0.4), epoch(2, -0.6)] }), run({ epochs: [epoch(1, -0.2)] })], 'p');
    const [first, second] = panel.points.filter(({ series }) => series === 'difference');
    expect(first).toMatchObject({ epoch: 1, lower: -0.4, upper: -0.2, count: 2 });
    expect(first?.value).toBeCloseTo(-0.3, 12);
    expect(second).toMatchObject({ epoch: 2, value: -0.6, count: 1 });
  });

  test('leave out a training loss that was not recorded', () => {
    const panel = panelOf([run({ epochs: [epoch(1, -0.4, { trainLoss: null })] })], 'p');
    expect(panel.points.map(({ series }) => series)).toEqual(['noisy', 'clean', 'difference']);
  });

  test('of a running training reach to its planned end, and its minimum is so far', () => {
    const going = run({ status: 'RUNNING', parameters: { epochs: 12 } });
    expect(panelOf([going], 'p')).toMatchObject({ epochs: 12, note: 'minimum so far −0.700' });
    expect(panelOf([run()], 'p')).toMatchObject({ epochs: 1, note: 'minimum −0.700' });
  });

  test('go from low to high frequency, the control last, at most nine', () => {
    const waves = Array.from({ length: 20 }, (_, k) => run({ frequency: 20 - k }));
    const titles = panelsOf([run({ noise: 'UNIFORM', frequency: 0 }), ...waves]).map(({ title }) => title);
    expect(titles).toHaveLength(9);
    expect([titles[0], titles[7], titles[8]]).toEqual([
      ...['1 cycle per unit', '20 cycles per unit', 'uniform, no wave'],
    ]);
    expect(spaced([1, 2, 3], 9)).toEqual([1, 2, 3]);
  });
});

describe('what a link selects', () => {
  const radial = run({ id: 'r' });
  const control = run({ id: 'u', noise: 'UNIFORM', frequency: 0 });
  const along = (i: number, imageFrequency: number) =>
    run({ noise: 'FOURIER_DIRECTION', direction: { i, j: 0, imageFrequency } });

  test('is what is there where it asks for what is not', () => {
    const selection = selectionOf([radial, control], { ...none, noise: 'COMPOSITE_F', amplitude: 9 });
    expect(selection).toMatchObject({ noise: 'RADIAL', noises: ['RADIAL'], amplitude: 0.3 });
  });

  test('has the control of its amplitude beside the wave, and no group without the wave', () => {
    const selection = selectionOf([radial, control], none);
    const other = run({ noise: 'UNIFORM', amplitude: 0.1 });
    const chosen = chosenGroups([group([radial, control, other]), group([control])], selection);
    expect(chosen.map(({ runs }) => runs.map(({ id }) => id))).toEqual([['r', 'u']]);
  });

  test('is one Fourier direction of several, by image frequency', () => {
    const runs = [along(3, 3), along(1, 1)];
    const selection = selectionOf(runs, none);
    expect(selection.directions.map(({ value }) => value)).toEqual(['1,0', '3,0']);
    expect(chosenGroups([group(runs)], selection)[0]?.runs).toEqual([runs[1]]);
  });

  test('is read again from the address that it wrote', () => {
    const state = { ...none, dataset: 'd', amplitude: 0.1, hidden: ['a', 'b'], measure: 'wave' as const };
    expect(parseNoiseFitting(formatNoiseFitting(state))).toEqual(state);
    expect(formatNoiseFitting(none)).toBe('');
  });
});

test('the map has a cell a pair of frequencies, mean over directions and seeds; of one image frequency there is none', () => {
  const at = (i: number, imageFrequency: number, minimum: number) =>
    run({ noise: 'FOURIER_DIRECTION', direction: { i, j: 0, imageFrequency }, minimum });
  const cells = mapCells([at(1, 2, -0.4), at(2, 2, -0.6), at(3, 5, -0.7), run()], 'minimum');
  expect(cells.map(({ imageFrequency, count }) => [imageFrequency, count])).toEqual([
    [2, 2],
    [5, 1],
  ]);
  expect(cells[0]?.value).toBeCloseTo(-0.5, 12);
  expect([isMap(cells), isMap(cells.slice(0, 1))]).toEqual([true, false]);
});
