import { describe, expect, test } from 'vitest';
import { pathAxis } from '../plots/path-axis.ts';
import {
  cellWords,
  changeWords,
  exclusionWords,
  fractionWords,
  lackOfCurves,
  pathFinding,
  placeWords,
  shortChangeWords,
  timesWords,
} from './sentences.ts';

const [shirt, coat] = [
  { index: 6, name: 'Shirt' },
  { index: 4, name: 'Coat' },
];
const runs = [
  { class: shirt, samples: 12 },
  { class: coat, samples: 27 },
];
const axis = pathAxis({ path: 'LINEAR', step: 1 }, { samples: 39, length: 38.2 });

test('say where the most likely class changes, and from what to what', () => {
  expect(changeWords(runs, axis)).toBe('changes from Shirt to Coat at 11.5 of 38.2 units');
  expect(shortChangeWords(runs, axis)).toBe('changes at 11.5');
  expect(changeWords(runs.slice(0, 1), axis)).toBe('never changes');
});

test('say how often', () => {
  expect([0, 1, 2, 3, 12].map(timesWords)).toEqual(['never', 'once', 'twice', 'three times', '12 times']);
});

describe('the finding', () => {
  const where = placeWords(0, 20, cellWords({ classA: 'Shirt', classB: 'Coat' }));
  test('counts changes of one model', () => {
    expect(pathFinding(where, [{ name: 'baseline', runs }])).toBe(
      'The highest-frequency of the 20 paths from Shirt to Coat: the most likely class changes once.',
    );
  });
  test('names the one class that is the most likely all along', () => {
    expect(pathFinding(where, [{ name: 'baseline', runs: runs.slice(1) }])).toMatch(
      /: Coat is the most likely class all along it\.$/,
    );
  });
  test('counts them for each of several', () => {
    const models = [
      { name: 'baseline', runs },
      { name: 'mixup', runs: runs.slice(1) },
    ];
    expect(pathFinding(where, models)).toMatch(/changes once for baseline and never for mixup\.$/);
  });
});

test('a path is told by its place among those of its cell', () => {
  expect([placeWords(0, 1, 'within Coat'), placeWords(4, 20, 'within Coat')]).toEqual([
    'The one path within Coat',
    'Path 5 of 20 within Coat, highest frequency first',
  ]);
});

test('a fraction stands beside the published one, which stands beside the mirrored', () => {
  const path = { PERIODOGRAM: 0.3, MIRRORED: 0.05, DISTANCE_POWER: 0.01 };
  expect(fractionWords(path, 'PERIODOGRAM')).toBe('0.300 periodogram, 0.050 mirrored');
  expect(fractionWords(path, 'DISTANCE_POWER')).toBe('0.010 power of the distance, 0.300 periodogram');
});

test('a cell is within a class, between two, or along a direction', () => {
  expect(cellWords({ classA: 'Coat', classB: 'Coat' })).toBe('within Coat');
  expect(cellWords({ classA: 'Coat', classB: 'Coat', direction: 'random' })).toBe('from Coat along random');
});

test('a path in no mean, or without curves, says why', () => {
  expect(exclusionWords({ samples: 0 })).toBe('identical images: no samples');
  expect(exclusionWords({ samples: 3 })).toBe('excluded: 3 samples, fewer than 4');
  expect(exclusionWords({ samples: 4 })).toBeUndefined();
  expect(lackOfCurves({ samples: 20, curves: null }, 20)).toContain('only of the first 20 paths of each group');
  expect(lackOfCurves({ samples: 20, curves: [] }, 20)).toBeUndefined();
});
