import { describe, expect, test } from 'vitest';
import { againstFrequencyPlot, apart, frequencyDomain, valueDomain } from './against-frequency.ts';
import { epochsColumns, epochsHeight, epochsPlot, epochTicks, lossDomain } from './epochs.ts';
import { colourDomain } from './frequency-map.ts';
import { figureThemes } from './theme.ts';

const look = { ...figureThemes.light, mark: '#000', label: '#000', height: 420 };
const curve = { panel: 'p', series: 'clean' as const, epoch: 1, value: 1, lower: 0.5, upper: 1.5, count: 2 };
const panel = (title: string) => ({ title, points: [{ ...curve, panel: title }], note: '', epochs: 10 });
const row = { group: 'g', colour: 0, frequency: 0.1, value: -0.7, lower: -0.8, upper: -0.6, count: 2 };

describe('panels of losses by epoch', () => {
  test('share one y axis that holds every band and 0', () => {
    const [low, high] = lossDomain([panel('a'), panel('b')]);
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(1.5);
    expect(lossDomain([])).toEqual([-1, 2.5]);
  });

  test('stand beside each other as far as they fit, and the figure is as high as their rows', () => {
    expect([390, 700, 1000].map((width) => epochsColumns(width, 6))).toEqual([1, 3, 3]);
    expect(epochsColumns(1000, 2)).toBe(2);
    expect(epochsHeight(6, 3)).toBe(epochsHeight(4, 3));
    expect(epochsHeight(6, 1)).toBeGreaterThan(epochsHeight(6, 3));
  });

  test('reach to the planned end from the first epoch on, so that live curves do not move', () => {
    const figure = { panels: [panel('a')], columns: 1, yLabel: '', nameOf: String, describe: () => '' };
    expect(epochsPlot(figure, { ...look, width: 400 }).x).toMatchObject({ domain: [1, 10] });
  });

  test('are ticked at whole epochs, the first among them', () => {
    for (const last of [1, 2, 3, 7, 10, 15, 40, 100]) {
      const ticks = epochTicks(last);
      expect(ticks[0]).toBe(1);
      expect(ticks.every((tick) => Number.isInteger(tick) && tick <= Math.max(1, last))).toBe(true);
      expect(new Set(ticks).size).toBe(ticks.length);
    }
  });
});

describe('the figure against frequency', () => {
  test('holds all bounds and has room for marks at both ends', () => {
    expect(valueDomain([row])[0]).toBeLessThan(-0.8);
    const [low, high] = frequencyDomain([0.01, 3]);
    expect([low < 0.01, high > 3]).toEqual([true, true]);
    expect(frequencyDomain([])).toEqual([0.01, 1]);
    expect(frequencyDomain([0.1])[1]).toBeGreaterThan(0.1);
  });

  test('labels both ends and leaves room between labels', () => {
    const frequencies = [0.01, 0.02, 0.021, 0.022, 0.3, 2.9, 3];
    expect(apart(frequencies, [0.01, 3], 300)).toEqual([0.01, 0.02, 0.3, 3]);
  });

  test('has the same axes whatever the width', () => {
    const figure = { rows: [row], controls: [], xLabel: '', yLabel: '', describe: () => '' };
    const [narrow, wide] = [300, 900].map((width) => againstFrequencyPlot(figure, { ...look, width }));
    expect([narrow?.x, narrow?.y]).toEqual([wide?.x, wide?.y]);
  });
});

test('the map’s colours span its values, also where all are equal', () => {
  const cell = { imageFrequency: 1, frequency: 1, value: 0.2, count: 1 };
  expect(colourDomain([cell, { ...cell, value: -0.1 }])).toEqual([-0.1, 0.2]);
  const [low, high] = colourDomain([cell]);
  expect(high).toBeGreaterThan(low);
});
