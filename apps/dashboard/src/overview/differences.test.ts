import { describe, expect, it } from 'vitest';
import { conditionsOf, findReference, variedValues, withBaseline } from './conditions.ts';
import { type Difference, differencesOf, disagreements, type Effect, extremes, mostPaired } from './differences.ts';
import { differencesCaption, differencesTitle, disagreementWords } from './finding.ts';
import { drawnRows, forestColumns } from './forest-columns.ts';
import type { InterventionsResult } from './interventions-query.ts';
import type { ModelRecord } from './records.ts';

function model(name: string, tags: Record<string, string>): ModelRecord {
  return { id: name, name, external: false, tags, metrics: {} };
}

const base = { epochs: '6', augmentation: 'none' };
const runs = [0, 1, 2].flatMap((seed) => [
  model(`mixup, seed ${seed}`, { ...base, augmentation: 'mixup', seed: String(seed) }),
  model(`baseline, seed ${seed}`, { ...base, seed: String(seed) }),
  model(`1 epoch, seed ${seed}`, { ...base, epochs: '1', seed: String(seed) }),
]);
const conditions = conditionsOf(runs);
const reference = findReference(conditions) ?? { key: '', name: '', tags: {}, models: [] };

const metrics = { within: 'highFrequencyFraction.within', between: 'highFrequencyFraction.between' };
const answer = (metric: string, mean: number, half: number | null, count = 3) => ({
  metric,
  pValue: 0.01,
  differentlyMeasured: 0,
  difference: { mean, lower: half === null ? null : mean - half, upper: half === null ? null : mean + half, count },
});
type Row = InterventionsResult['interventions'][number];
const row = (key: string, value: string, ...effects: Row['effects'][number][]): Row => ({
  tag: { key, value },
  group: [],
  effects,
});

describe('differences', () => {
  const interventions = [
    row('epochs', '1', answer(metrics.within, 0.03, 0.01)),
    row('augmentation', 'mixup', answer(metrics.within, -0.021, 0.002), answer(metrics.between, 0.01, 0.02)),
  ];
  const rows = differencesOf({ interventions }, reference, conditions);

  it('are named after the condition that differs in this alone, with the numbers of the answer', () => {
    expect(rows.map(({ name }) => name)).toEqual(['1 epoch', 'mixup']);
    expect(rows[1]?.effects.within).toEqual({
      value: -0.021,
      lower: expect.closeTo(-0.023, 12),
      upper: expect.closeTo(-0.019, 12),
      pairs: 3,
      differentlyMeasured: 0,
      pValue: 0.01,
    });
  });
  it('are named after tag and value where names say nothing', () => {
    const bare = conditionsOf([model('net-1', base), model('net-2', { ...base, augmentation: 'mixup' })]);
    const [found] = differencesOf({ interventions: [interventions[1]!] }, bare[0]!, bare);
    expect(found?.name).toBe('augmentation mixup');
  });
  it('leave out values that no model of the page has', () =>
    expect(differencesOf({ interventions: [row('epochs', '90')] }, reference, conditions)).toEqual([]));
  it('keep their row where nothing is measured yet', () =>
    expect(differencesOf({ interventions: [row('epochs', '1')] }, reference, conditions)[0]?.effects).toEqual({}));
  it('take the mirrored estimator of another cutoff from its own answer, row by row', () => {
    const mirrored = interventions.map(() => ({ effects: [answer(metrics.within, 0.5, 0.1)] }));
    const found = differencesOf({ interventions, mirrored }, reference, conditions);
    expect(found[1]?.effects.withinMirrored?.value).toBe(0.5);
    expect(found[1]?.effects.within?.value).toBe(-0.021);
  });
  it('say among which models they are where they are split', () => {
    const split = { ...interventions[1]!, group: [{ key: 'architecture', value: 'ResNet18' }] };
    expect(differencesOf({ interventions: [split] }, reference, conditions)[0]?.part).toBe('ResNet18');
  });
  it('are, where there are too many to show, those with the most pairs, in the order they were in', () => {
    const none = { value: 0, lower: null, upper: null, differentlyMeasured: 0, pValue: null };
    const effect = (pairs: number): Effect => ({ ...none, pairs });
    const many = [1, 3, 2, 3, 0].map(
      (pairs, k): Difference => ({
        ...rows[0]!,
        name: String(k),
        effects: pairs === 0 ? {} : { within: effect(pairs) },
      }),
    );
    expect(mostPaired(many, 3).map(({ name }) => name)).toEqual(['1', '2', '3']);
    expect(mostPaired(many, 9)).toEqual(many);
  });
  it('are named as extremes only where bounds exclude 0', () => {
    expect(extremes(rows, 'within').lowered?.name).toBe('mixup');
    expect(extremes(rows, 'within').raised?.name).toBe('1 epoch');
    expect(extremes(rows, 'between')).toEqual({});
  });
  it('answer their question in the title: which, by how much, how sure', () =>
    expect(differencesTitle(rows, [{ key: 'within', estimator: '' }])).toBe(
      'Which intervention lowered the within-class frequency? Mixup, by 0.0210 ± 0.0020. 1 epoch raised it, by 0.0300 ± 0.0100',
    ));
  it('claim nothing of one training run each', () => {
    const single = [row('epochs', '1', answer(metrics.within, 0.03, null, 1))];
    const found = differencesOf({ interventions: single }, reference, conditions);
    expect(differencesTitle(found, [{ key: 'within', estimator: '' }])).toBe(
      'Which intervention lowered the within-class frequency? One training run each: no bounds',
    );
    expect(differencesCaption(found, { outOf: 1, isOneScale: false, areReplicates: true })).toBe(
      'Points without a bar: one training run each, no bounds over training.',
    );
  });
  it('are not measured yet where only other metrics of the models are known', () => {
    const evaluated = [row('epochs', '1', answer('accuracy', 0.03, null, 1))];
    expect(
      differencesTitle(differencesOf({ interventions: evaluated }, reference, conditions), [
        { key: 'within', estimator: '' },
      ]),
    ).toBe('Which intervention lowered the within-class frequency? Not measured yet');
  });
  it('have a caption of what is drawn alone: beside both estimators accuracy is not', () => {
    const evaluated = [row('epochs', '1', answer('accuracy', 0.03, null, 1))];
    const found = differencesOf({ interventions: evaluated }, reference, conditions);
    const captionBy = (estimator: 'both' | 'periodogram') =>
      differencesCaption(drawnRows(found, forestColumns(found, estimator)), {
        ...{ outOf: 1, isOneScale: false, areReplicates: true },
      });
    expect(captionBy('both')).toBe('');
    expect(captionBy('periodogram')).toMatch(/^Points without a bar: /);
  });
  it('say over what their bounds are and what these leave out', () => {
    const caption = differencesCaption(rows, { outOf: 14, isOneScale: true, areReplicates: true });
    expect(caption).toContain('2 of 14 interventions');
    expect(caption).toContain('over 3 pairs of training runs');
    expect(caption).toContain('share their pairs of images, so the bounds leave out the drawing of pairs');
    const imported = differencesCaption(rows, { outOf: 2, isOneScale: false, areReplicates: false });
    expect(imported).toContain('Pairs share their other tags, so they are not quite independent');
  });
  it('say first of how many pairs the models were measured differently', () => {
    const unlike = (metric: string, pairs: number) => ({ ...answer(metric, 0.03, 0.01), differentlyMeasured: pairs });
    const captionOf = (...found: Row[]) => {
      const about = { outOf: found.length, isOneScale: false, areReplicates: true };
      return differencesCaption(differencesOf({ interventions: found }, reference, conditions), about);
    };
    const both = row('epochs', '1', unlike(metrics.within, 1), unlike(metrics.between, 1));
    const two = row('augmentation', 'mixup', unlike(metrics.within, 2));
    expect(captionOf(both)).toMatch(/^Of 1 pair in 1 row the two models were measured with other parameters/);
    expect(captionOf(both, two)).toMatch(/^Of 3 pairs in 2 rows the two models were measured with other parameters/);
    expect(captionOf(row('epochs', '1', unlike(metrics.within, 0)))).toMatch(/^Bars: /);
  });
  it('say where two estimators disagree: one sure and the other not, or of the opposite', () => {
    const effect = (value: number, half: number): Effect => ({
      value,
      lower: value - half,
      upper: value + half,
      pairs: 3,
      differentlyMeasured: 0,
      pValue: null,
    });
    const two = (a: Effect, b: Effect): Difference => ({ ...rows[0]!, effects: { within: a, withinMirrored: b } });
    const sure = effect(0.02, 0.01);
    const all = [two(sure, sure), two(sure, effect(0.005, 0.01)), two(sure, effect(-0.02, 0.01))];
    expect(disagreements(all, 'within', 'withinMirrored')).toBe(2);
    const keys = ['within', 'withinMirrored'].map((key) => ({ key, estimator: key }));
    expect(disagreementWords(all, keys)).toBe('The two estimators disagree within classes on 2 of 3: read both.');
    expect(disagreementWords(all.slice(0, 1), keys)).toBe('');
    expect(disagreementWords(all.slice(2), keys)).toBe('The two estimators disagree within classes: read both.');
    expect(disagreementWords(all, keys, 'between classes')).toMatch(/ disagree between classes on 2 of 3/);
  });
});

describe('the baseline', () => {
  it('is of equals the condition with most tags that say that nothing was done', () => {
    const two = conditionsOf([model('a', { augmentation: 'augmix' }), model('b', { augmentation: 'clean' })]);
    expect(findReference(two)?.tags.augmentation).toBe('clean');
  });
  it('can be chosen, tag by tag', () => {
    expect(withBaseline(reference, conditions, { augmentation: 'mixup' }).name).toBe('mixup');
    expect(withBaseline(reference, conditions, {})).toBe(reference);
    expect(withBaseline(reference, conditions, { unknown: 'tag' })).toBe(reference);
  });
  it('may be one that no model has', () => {
    const chosen = withBaseline(reference, conditions, { augmentation: 'mixup', epochs: '1' });
    expect(chosen.models).toEqual([]);
    expect(chosen.tags).toEqual({ augmentation: 'mixup', epochs: '1' });
  });
  it('is chosen among the values that were varied', () =>
    expect([...variedValues(conditions, reference)]).toEqual([
      ['epochs', ['1', '6']],
      ['augmentation', ['mixup', 'none']],
    ]));
});
