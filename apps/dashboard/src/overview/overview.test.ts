import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoriesOf, colourOrder } from './colouring.ts';
import { conditionsOf, differingTags, findReference, nameWithoutSeed } from './conditions.ts';
import {
  againstTitle,
  anyAgainstTitle,
  coverageWords,
  lackingAccuracyWords,
  overviewFinding,
  withinAgainstBetweenTitle,
} from './finding.ts';
import { nearest, step } from './hover.ts';
import { quantityValue, valueWords } from './quantity.ts';
import { hasMetrics, isMeasured, type ModelRecord, metricNames, modelRecords } from './records.ts';
import { parseSort, sortRecords, toggleSort } from './sort.ts';
import { formatOverview, type OverviewState, parseOverview } from './state.ts';
import { tagValue, tagWords } from './tags.ts';

function model(name: string, tags: Record<string, string>, within?: number): ModelRecord {
  const bounds = (value: number) => ({ value, lower: value - 0.01, upper: value + 0.01 });
  return {
    id: name,
    name,
    external: false,
    tags,
    metrics: within === undefined ? {} : { within: bounds(within), accuracy: bounds(0.9), between: bounds(0.4) },
  };
}

const base = { epochs: '6', augmentation: 'none' };
const runs = [0, 1, 2].flatMap((seed) => [
  model(`mixup, seed ${seed}`, { ...base, augmentation: 'mixup', seed: String(seed) }, 0.08 + seed * 0.001),
  model(`baseline, seed ${seed}`, { ...base, seed: String(seed) }, 0.1 + seed * 0.002),
  model(`1 epoch, seed ${seed}`, { ...base, epochs: '1', seed: String(seed) }, 0.13 + seed * 0.002),
]);
const conditions = conditionsOf(runs);
const reference = findReference(conditions)!;

describe('conditions', () => {
  it('are models equal in every tag but seed', () =>
    expect(conditions.map(({ name, models }) => [name, models.length])).toEqual([
      ['mixup', 3],
      ['baseline', 3],
      ['1 epoch', 3],
    ]));
  it('have as reference the one that most others differ from in one tag', () =>
    expect(reference.name).toBe('baseline'));
  it('have the reference that comparing every pair of them would find', () => {
    const tags = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2', '3'), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(fc.array(tags, { maxLength: 14 }), (drawn) => {
        const all = conditionsOf(drawn.map((each, k) => model(String(k), each)));
        const neighbours = all.map(
          (one) => all.filter((other) => differingTags(one.tags, other.tags).length === 1).length,
        );
        expect(findReference(all)).toBe(all[neighbours.indexOf(Math.max(...neighbours))]);
      }),
    );
  });
  it('have no reference without models', () => expect(findReference([])).toBeUndefined());
  it.each([
    ['mixup, seed 2', 'mixup'],
    ['wrn-16-1 · seed 10', 'wrn-16-1'],
    ['net (seed=3)', 'net'],
    ['seed 1', 'seed 1'],
    ['1,000 images', '1,000 images'],
  ])('of %s are named %s', (name, expected) => expect(nameWithoutSeed(name)).toBe(expected));
});

describe('the finding', () => {
  const r = (value: number, lower: number, upper: number) => ({ value, lower, upper });
  it('gives direction, r and bounds', () =>
    expect(
      overviewFinding(
        { within: r(-0.934, -0.986, -0.711), between: r(0.546, 0.478, 0.608) },
        { measured: 40, correlated: 39 },
      ),
    ).toBe(
      'Over 39 models, more accurate ones are lower-frequency within classes (r = −0.934, 95 %: −0.986 to −0.711) and higher-frequency between them (r = +0.546, 95 %: 0.478 to 0.608).',
    ));
  it('claims nothing where bounds hold 0', () => {
    const text = overviewFinding(
      { within: r(-0.2, -0.5, 0.2), between: r(0.1, -0.2, 0.4) },
      { measured: 39, correlated: 39 },
    );
    expect(text).toContain('no correlation of a fraction with accuracy is sure');
    expect(text).not.toContain('more accurate');
  });
  it('claims only what is sure, and gives the other r beside it', () => {
    const counts = { measured: 39, correlated: 39 };
    expect(overviewFinding({ within: r(-0.9, -0.95, -0.8), between: r(0.1, -0.2, 0.4) }, counts)).toBe(
      'Over 39 models, more accurate ones are lower-frequency within classes (r = −0.900, 95 %: −0.950 to −0.800); between classes no direction is sure (r = +0.100, 95 %: −0.200 to 0.400).',
    );
    expect(overviewFinding({ within: r(0.1, -0.2, 0.4), between: r(0.9, 0.8, 0.95) }, counts)).toBe(
      'Over 39 models, more accurate ones are higher-frequency between classes (r = +0.900, 95 %: 0.800 to 0.950); within classes no direction is sure (r = +0.100, 95 %: −0.200 to 0.400).',
    );
  });
  it('says when there are too few', () =>
    expect(overviewFinding({ within: null, between: null }, { measured: 3, correlated: 3 })).toContain('too few'));
  it('says when there are none', () =>
    expect(overviewFinding({ within: null, between: null }, { measured: 0, correlated: 0 })).toContain('No model'));
  it('says of models with fractions alone that they have no accuracy, not that none is measured', () => {
    const text = overviewFinding({ within: null, between: null }, { measured: 2, correlated: 0 });
    expect(text).toContain('No model has both its fractions and an accuracy');
    expect(lackingAccuracyWords(1)).toBe('1 model with this fraction has no accuracy and is not drawn.');
    expect(lackingAccuracyWords(2)).toBe('2 models with this fraction have no accuracy and are not drawn.');
  });
  it('of a figure claims nothing where nothing is sure', () => {
    expect(againstTitle('Within class', 'accuracy', r(-0.2, -0.5, 0.2))).toBe('Within class: no sure direction');
    expect(againstTitle('Within class', 'accuracy', null)).toBe('Within class against accuracy');
    expect(againstTitle('Within class', 'accuracy', r(-0.9, -0.95, -0.8))).toBe('Within class: more accurate is lower');
  });
  it('of a figure against another quantity says how it goes with it', () => {
    expect(againstTitle('Between classes', 'epochs', r(0.9, 0.8, 0.95))).toBe('Between classes: rises with epochs');
    expect(againstTitle('Between classes', 'epochs', r(0.2, -0.2, 0.5))).toBe(
      'Between classes: no sure direction with epochs',
    );
    expect(anyAgainstTitle('Jacobian norm', 'accuracy', r(-0.9, -0.95, -0.8))).toBe(
      'Jacobian norm: falls with accuracy',
    );
    expect(anyAgainstTitle('Jacobian norm', 'accuracy', null)).toBe('Jacobian norm against accuracy');
  });
  it('of one fraction against the other says whether what is low within is low between, and by which estimator', () => {
    const titles = [null, r(0.2, -0.2, 0.5), r(0.9, 0.8, 0.95), r(-0.9, -0.95, -0.8)];
    expect(titles.map((one) => withinAgainstBetweenTitle(one, ''))).toEqual([
      'Within against between',
      'Within, between: not sure',
      'Low within, low between',
      'Low within, high between',
    ]);
    expect(titles.map((one) => withinAgainstBetweenTitle(one, 'mirrored'))).toEqual([
      'Mirrored within against between',
      'Mirrored within, between: not sure',
      'Mirrored: low within, low between',
      'Mirrored: low within, high between',
    ]);
  });
  it('counts what is not measured yet', () => {
    expect(coverageWords({ measured: 12, total: 39 }, 27)).toBe('12 of 39 models measured, 27 measurements under way');
    expect(coverageWords({ measured: 12, total: 39 }, 0)).toBe('12 of 39 models measured, 27 without numbers');
    expect(coverageWords({ measured: 39, total: 39 }, 0)).toBe('');
  });
});

describe('colours', () => {
  it('go by order of appearance, slate for the reference', () =>
    expect([...colourOrder(['b', 'a', 'base', 'b'], 'base')]).toEqual([
      ['base', 0],
      ['b', 1],
      ['a', 2],
    ]));
  it('above eight go to the seven largest; the others are faint', () => {
    const names = 'abcdefghij'.split('').flatMap((name, k) => Array.from({ length: 10 - k }, () => name));
    const colours = colourOrder(names, 'a');
    expect(colours.size).toBe(7);
    expect(colours.has('j')).toBe(false);
  });
  it('stay as they are when models come, wherever these stand among the others', () => {
    const there = runs.map((run, k) => ({ ...run, id: `model-${k}` }));
    const comes = { ...model('a new one', { ...base, augmentation: 'cutout' }), id: 'model-9' };
    const before = categoriesOf(there, reference, 'augmentation');
    const after = categoriesOf([comes, ...there], reference, 'augmentation');
    expect(there.map((run) => after.get(run))).toEqual(there.map((run) => before.get(run)));
    expect(after.get(comes)?.colour).toBe(2);
  });
  it('by default say what was varied', () =>
    expect(runs.slice(0, 3).map((run) => categoriesOf(runs, reference, undefined).get(run)?.name)).toEqual([
      'augmentation',
      'baseline',
      'epochs',
    ]));
  it('of what differs in several tags is none: the eight go to what was varied alone', () => {
    const several = { ...model('other', { ...base, augmentation: 'cutout', epochs: '9' }), id: 'model-0' };
    const categories = categoriesOf([several, ...runs], reference, undefined);
    expect(categories.get(several)).toEqual({ name: 'several tags', colour: -1 });
    const alone = categoriesOf(runs, reference, undefined);
    expect(runs.map((run) => categories.get(run))).toEqual(runs.map((run) => alone.get(run)));
  });
  it('by a tag say its value', () =>
    expect(categoriesOf(runs, reference, 'epochs').get(runs[2]!)).toEqual({ name: '1', colour: 1 }));
  it('name tags and values as people do', () =>
    expect([tagWords('trainingImages'), tagValue('60000'), tagValue('0.0005'), tagValue(undefined)]).toEqual([
      'training images',
      '60,000',
      '0.0005',
      '–',
    ]));
});

describe('the state of the page', () => {
  const text = fc.string({ minLength: 1, maxLength: 12 });
  const word = fc.stringMatching(/^[a-zA-Z:.]{1,12}$/);
  const number = fc.integer({ min: 1, max: 9999 }).map((value) => value / 10_000);
  const state: fc.Arbitrary<OverviewState> = fc.record(
    {
      dataset: text,
      filter: text,
      colour: text,
      x: text,
      y: text,
      split: text,
      axes: fc.constantFrom('linear' as const, 'log' as const),
      points: fc.constantFrom('means' as const, 'runs' as const),
      estimator: fc.constantFrom('both' as const, 'periodogram' as const, 'mirrored' as const),
      cutoff: fc.record({
        at: number,
        unit: fc.constantFrom('SHARE_OF_BINS' as const, 'CYCLES_PER_DISTANCE' as const),
      }),
      baseline: fc.dictionary(word, text, { maxKeys: 3, noNullPrototype: true }),
      lasso: fc.record({
        x: word,
        y: word,
        corners: fc.array(fc.tuple(number, number), { minLength: 3, maxLength: 6 }),
      }),
      sort: text,
      columns: fc.array(word, { maxLength: 4 }),
    },
    { requiredKeys: ['cutoff', 'baseline', 'sort'] },
  );
  it('survives its URL', () => {
    fc.assert(
      fc.property(state, (value) => {
        expect(parseOverview(formatOverview(value))).toEqual(value);
      }),
    );
  });
  it('at its defaults has no query', () => expect(formatOverview(parseOverview(''))).toBe(''));
  it('falls back where a value is unknown', () =>
    expect(parseOverview('?axes=cubic&estimator=best&cutoff=2&lasso=accuracy~within~1,2')).toEqual({
      cutoff: { at: 0.1, unit: 'SHARE_OF_BINS' },
      baseline: {},
      sort: 'within',
    }));
});

describe('the table', () => {
  it('sorts what has no value last, both ways', () => {
    const some = [model('x', {}), ...runs.slice(0, 2)];
    expect(sortRecords(some, parseSort('within')).at(-1)?.name).toBe('x');
    expect(sortRecords(some, parseSort('-within')).at(-1)?.name).toBe('x');
  });
  it('sorts up, or down behind a minus', () => {
    const names = (sort: string) => sortRecords(runs.slice(0, 3), parseSort(sort)).map(({ name }) => name);
    expect(names('within')).toEqual(['mixup, seed 0', 'baseline, seed 0', '1 epoch, seed 0']);
    expect(names('-within')).toEqual(names('within').toReversed());
  });
  it('sorts numbers in tags as numbers', () => {
    const some = ['10', '9', '1000'].map((epochs) => model(epochs, { epochs }));
    expect(sortRecords(some, parseSort('tag:epochs')).map(({ name }) => name)).toEqual(['9', '10', '1000']);
  });
  it('turns around at a second click', () =>
    expect([toggleSort('name', 'within'), toggleSort('within', 'within'), toggleSort('-within', 'within')]).toEqual([
      'within',
      '-within',
      'within',
    ]));
});

describe('points', () => {
  const marks = [
    { x: 30, y: 10 },
    { x: 10, y: 10 },
    { x: 20, y: 40 },
  ];
  it('answer to the pointer within 24 px', () => {
    expect(nearest(marks, { x: 12, y: 12 })).toBe(1);
    expect(nearest(marks, { x: 100, y: 100 })).toBeUndefined();
  });
  it('are walked in x order and stop at the ends', () => {
    expect(step(marks, undefined, 1)).toBe(1);
    expect(step(marks, 1, 1)).toBe(2);
    expect(step(marks, 0, 1)).toBe(0);
    expect(step(marks, 1, -1)).toBe(1);
    expect(step([], undefined, 1)).toBeUndefined();
  });
  it('say their exact numbers', () =>
    expect(
      ['accuracy', 'within', 'withinMirrored'].map((key) => valueWords(key, quantityValue(runs[1]!, key))),
    ).toEqual(['accuracy 90.0 ± 1.0 %', 'within 0.100 ± 0.010', 'within, mirrored not measured']));
});

describe('packed columns', () => {
  const pack = (values: number[]) => Buffer.from(new Float32Array(values).buffer).toString('base64');
  const column = (name: string, values: number[]) => ({
    name,
    values: pack(values),
    lower: pack(values),
    upper: pack(values.map(() => Number.NaN)),
  });
  const records = modelRecords({
    models: [
      { id: '1', name: 'a', format: 'ONNX', tags: [{ key: 'seed', value: '0' }] },
      { id: '2', name: 'b', format: 'SOME_NEW_FORMAT', tags: [] },
    ],
    metrics: [
      column(metricNames.accuracy, [0.5, Number.NaN]),
      column(metricNames.within, [0.25, Number.NaN]),
      column(metricNames.between, [0.75, 0.5]),
    ],
  });
  it('become one record a model', () => {
    expect(records[0]).toMatchObject({
      id: '1',
      tags: { seed: '0' },
      metrics: { within: { value: 0.25, lower: 0.25, upper: null } },
    });
  });
  it('leave out what is NaN', () => {
    expect(records[1]!.metrics.within).toBeUndefined();
    expect(records[1]!.metrics.between).toBeDefined();
  });
  it('are of a measured model where any metric is there, an accuracy or not', () => {
    expect(records.map(isMeasured)).toEqual([true, true]);
    expect(isMeasured(model('none', {}))).toBe(false);
    expect(records.map((record) => hasMetrics(record, ['accuracy', 'between']))).toEqual([true, false]);
  });
});
