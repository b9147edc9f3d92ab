import { describe, expect, test } from 'vitest';
import type { OverlayLine } from '../plots/overlay-figure.ts';
import {
  byClassTitle,
  compareFinding,
  differencesTitle,
  type Effect,
  estimatorsFinding,
  pathsWords,
  ratioSubtitle,
  spectraTitle,
} from './finding.ts';
import type { Scope } from './series.ts';
import { noRatioWords, notMeasuredWords } from './unmeasured.ts';

const effect = (name: string, scope: Scope, value: number, half: number): Effect => ({
  name,
  scope,
  difference: { value, lower: value - half, upper: value + half },
});
const paths = { within: 200, between: 900 };
const find = (...effects: Effect[]) => compareFinding('baseline', effects, 'MIRRORED', paths);

describe('the second line', () => {
  test('says where a model is lower and higher, by how much, over what', () => {
    expect(find(effect('mixup', 'WITHIN_CLASS', -0.016, 0.004), effect('mixup', 'BETWEEN_CLASS', 0.121, 0.007))).toBe(
      'Mixup is lower in within-class fraction by 0.016 ± 0.004 and higher in between-class fraction by 0.121 ± 0.007 than baseline, paired over 200 paths within class and 900 between classes, mirrored estimator.',
    );
  });

  test('claims nothing where bounds hold 0', () => {
    expect(find(effect('mixup', 'WITHIN_CLASS', -0.016, 0.02))).toBe(
      'Mixup does not surely differ from baseline: every 95 % bound holds 0, paired over 200 paths within class and 900 between classes, mirrored estimator.',
    );
    expect(find(effect('a', 'WITHIN_CLASS', 0.1, 0.2), effect('b', 'WITHIN_CLASS', 0.1, 0.2))).toMatch(
      /^None of them surely differs from baseline/,
    );
  });

  test('does not say of differences without bounds that their bounds hold 0', () => {
    const without = {
      ...effect('mixup', 'WITHIN_CLASS', 0.1, 0),
      difference: { value: 0.1, lower: null, upper: null },
    };
    expect(compareFinding('baseline', [without], 'MIRRORED', { within: 3, between: 16 })).toBe(
      'Mixup does not surely differ from baseline: no difference has bounds, paired over 3 paths within class and 16 between classes, mirrored estimator.',
    );
    expect(find(without, effect('mixup', 'BETWEEN_CLASS', 0.1, 0.2))).toMatch(
      /: every 95 % bound that there is holds 0, /,
    );
  });

  test('counts the paths of the scopes that have any', () => {
    expect([pathsWords({ within: 1, between: 0 }), pathsWords({ within: 0, between: 1200 })]).toEqual([
      '1 path within class',
      '1,200 paths between classes',
    ]);
  });

  test('begins with the largest sure change and names those of which none is sure', () => {
    const words = find(
      effect('flip', 'WITHIN_CLASS', 0.5, 0.6),
      effect('small', 'WITHIN_CLASS', 0.01, 0.001),
      effect('large', 'WITHIN_CLASS', 0.1, 0.001),
    );
    expect(words).toMatch(/^Large is higher .* Small is higher .* Of flip no difference is sure\.$/);
  });

  test('counts what it does not name', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => effect(name, 'WITHIN_CLASS', 0.1, 0.01));
    expect(find(...many)).toMatch(/ 2 more differ surely\.$/);
  });

  test('is empty before anything is known', () => {
    expect(find()).toBe('');
  });
});

describe('beside the second line stands where two estimators disagree', () => {
  const lowered = effect('mixup', 'WITHIN_CLASS', -0.026, 0.014);
  test('which one lowers and the other raises', () => {
    expect(estimatorsFinding([lowered], [effect('mixup', 'WITHIN_CLASS', 0.022, 0.007)])).toBe(
      'The two estimators disagree within classes: read both.',
    );
  });

  test('by scope, of how many models', () => {
    const chosen = [lowered, effect('flip', 'WITHIN_CLASS', 0.1, 0.01), effect('mixup', 'BETWEEN_CLASS', 0.1, 0.01)];
    const beside = [
      effect('flip', 'WITHIN_CLASS', 0.1, 0.01),
      effect('mixup', 'WITHIN_CLASS', 0.022, 0.007),
      effect('mixup', 'BETWEEN_CLASS', -0.1, 0.01),
    ];
    expect(estimatorsFinding(chosen, beside)).toBe(
      'The two estimators disagree within classes on 1 of 2: read both. The two estimators disagree between classes: read both.',
    );
  });

  test('and nothing where they agree, or only one is known', () => {
    expect(estimatorsFinding([lowered], [effect('mixup', 'WITHIN_CLASS', -0.03, 0.01)])).toBe('');
    expect(estimatorsFinding([lowered], [])).toBe('');
  });
});

describe('titles', () => {
  test('name the largest sure difference, or ask', () => {
    const sure = effect('mixup', 'BETWEEN_CLASS', -0.121, 0.007);
    expect(differencesTitle('baseline', [effect('a', 'WITHIN_CLASS', 0.5, 0.6), sure])).toBe(
      'Mixup differs most: −0.121 ± 0.007 between classes',
    );
    expect(differencesTitle('baseline', [effect('a', 'WITHIN_CLASS', 0.5, 0.6)])).toBe(
      'Does any differ from baseline?',
    );
  });

  const row = (value: number, half: number, className = 'bag') => ({
    className,
    model: 'mixup',
    colour: 1,
    pairedPaths: 20,
    value,
    lower: value - half,
    upper: value + half,
  });
  test('of classes too', () => {
    expect(byClassTitle([row(0.5, 0.6), row(-0.1, 0.02, 'coat')], 'baseline')).toBe(
      'Mixup differs most on coat: −0.100 ± 0.020',
    );
    expect(byClassTitle([row(0.5, 0.6)], 'baseline')).toBe('Does any class differ from baseline?');
  });

  const ratios = (...values: [value: number, half: number][]): OverlayLine => ({
    name: 'mixup',
    colour: 1,
    rows: values.map(([value, half], k) => ({
      frequency: (k + 1) / 8,
      value,
      lower: value - half,
      upper: value + half,
    })),
  });
  test('of spectra count the frequencies where the bounds of the ratio leave out 1', () => {
    expect(spectraTitle('WITHIN_CLASS', [ratios([0.5, 0.1], [0.9, 0.2], [0.8, 0.1])])).toBe(
      'Within class: mixup is lower at 2 of 3 frequencies',
    );
    expect(spectraTitle('BETWEEN_CLASS', [ratios([1.5, 0.1])])).toBe(
      'Between classes: mixup is higher at every frequency',
    );
    expect(spectraTitle('WITHIN_CLASS', [ratios([0.9, 0.2])])).toBe(
      'Within class: no sure difference at any frequency',
    );
    expect(spectraTitle('WITHIN_CLASS', [])).toBe('Within class: mean spectra');
  });

  test('say where a ratio is farthest from 1, as factors: a half lies as far as a double', () => {
    expect(ratioSubtitle([ratios([0.4, 0.1], [1.9, 0.1], [9, 9])])).toBe(
      'Mixup farthest from ×1: ×0.400 (0.300 to 0.500) at frequency 0.125',
    );
    expect(ratioSubtitle([ratios([0.9, 0.2])])).toMatch(/^×1: the same as the reference/);
  });
});

describe('a scope that a model was not measured in', () => {
  test('is said with the names of the models', () => {
    expect(notMeasuredWords('BETWEEN_CLASS', ['baseline'])).toBe('Not measured between classes: baseline.');
    expect(notMeasuredWords('WITHIN_CLASS', ['a', 'b'])).toBe('Not measured within class: a and b.');
    expect(notMeasuredWords('WITHIN_CLASS', [])).toBe('');
  });

  test('has no ratio, and why: of the reference, of the others, or of no path in common', () => {
    expect(noRatioWords('BETWEEN_CLASS', 'baseline', ['baseline', 'flip'])).toBe(
      'No ratio between classes: baseline, the reference, was not measured between classes.',
    );
    expect(noRatioWords('BETWEEN_CLASS', 'baseline', ['mixup'])).toBe(
      'No ratio between classes: no other model has paths between classes in common with baseline.',
    );
  });
});
