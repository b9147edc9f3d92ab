import { describe, expect, it } from 'vitest';
import { nearChance, summaryOf } from './evaluation.ts';

describe('an evaluation', () => {
  it('adds up its rounds', () => {
    const summary = summaryOf([
      { imagesByClass: [2, 0], hitsByClass: [1, 0], lossSum: 1 },
      { imagesByClass: [2, 4], hitsByClass: [2, 3], lossSum: 3 },
    ]);
    expect(summary).toMatchObject({ imageCount: 8, loss: 0.5 });
    expect(summary?.accuracy.value).toBe(0.75);
    expect(summary?.byClass.map((one) => one.accuracy?.value)).toEqual([0.75, 0.75]);
  });
  it('has no accuracy of a class without images, and none at all without rounds', () => {
    expect(summaryOf([{ imagesByClass: [1, 0], hitsByClass: [1, 0], lossSum: 0 }])?.byClass[1]).toEqual({
      imageCount: 0,
      accuracy: null,
    });
    expect(summaryOf([])).toBeNull();
  });
  it.each([
    [10, 0.1, true],
    [10, 0.14, true],
    [10, 0.16, false],
    [2, 0.5, true],
    [2, 0.7, false],
    [1, 1, false],
  ])('of %i classes and accuracy %f warns: %s', (classes, accuracy, warns) => {
    const summary = summaryOf([{ imagesByClass: [100], hitsByClass: [Math.round(100 * accuracy)], lossSum: 1 }]);
    expect(nearChance(summary!, classes) !== null).toBe(warns);
  });
});
