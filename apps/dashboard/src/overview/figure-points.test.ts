import { estimate, pearson, withinGroups } from '@passband/spectrum';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisOf } from '../plots/axis.ts';
import { categoriesOf, colourOfRow, usualColour } from './colouring.ts';
import { conditionsOf, findReference } from './conditions.ts';
import { correlationSpans, correlationsOf } from './correlations.ts';
import { haveReplicates, meanPoints, runPoints } from './figure-points.ts';
import { cutoffWords, formatCutoff, fractionVariables, parseCutoff } from './fraction.ts';
import { formatLasso, insideOf, isInside, lassoWords, parseLasso, simplified } from './lasso.ts';
import { numericTags, quantityOf, quantityValue, rangeWords } from './quantity.ts';
import { type ModelRecord, metricKey, metricName } from './records.ts';
import { pointWords, scatterData } from './scatter-data.ts';
import { elsewhereWords, modelsHere, usualDataset } from './standing.ts';

function model(name: string, tags: Record<string, string>, within: number, accuracy: number): ModelRecord {
  const bounds = (value: number) => ({ value, lower: value - 0.01, upper: value + 0.01 });
  return { id: name, name, external: false, tags, metrics: { within: bounds(within), accuracy: bounds(accuracy) } };
}

const runs = [
  model('mixup, seed 0', { augmentation: 'mixup', epochs: '6', seed: '0' }, 0.1, 0.9),
  model('mixup, seed 1', { augmentation: 'mixup', epochs: '6', seed: '1' }, 0.12, 0.92),
  model('flip, seed 0', { augmentation: 'flip', epochs: '100', seed: '0' }, 0.2, 0.8),
];
const conditions = conditionsOf(runs);
const categories = categoriesOf(runs, findReference(conditions), 'augmentation');
const keys = { x: 'accuracy', y: 'within' };

describe('points', () => {
  it('are models, with their own bounds', () => {
    const points = runPoints(runs, keys, categories);
    expect(points).toHaveLength(3);
    expect(points[0]?.y).toEqual(runs[0]?.metrics.within);
  });
  it("are means of replicates, with Student's bounds over the training runs", () => {
    const [mixup, flip] = meanPoints(conditions, keys, categories);
    const expected = estimate([0.1, 0.12]);
    expect(mixup?.y).toEqual({ value: expected?.mean, lower: expected?.lower, upper: expected?.upper });
    expect(mixup?.name).toBe('mixup: mean of 2 training runs');
    expect(flip?.y).toEqual({ value: 0.2 });
  });
  it('have no bounds along a tag, which is one value for all replicates', () =>
    expect(meanPoints(conditions, { x: 'tag:epochs', y: 'within' }, categories)[0]?.x).toEqual({ value: 6 }));
  it('leave out models that lack one of both', () =>
    expect(runPoints(runs, { x: 'jacobianNorm', y: 'within' }, categories)).toEqual([]));
  it('are worth means only where something was trained twice', () => {
    expect(haveReplicates(conditions)).toBe(true);
    expect(haveReplicates(conditionsOf(runs.slice(1)))).toBe(false);
  });
  it('are said to be one network each, of bounds where there are any, and to have the newest values', () => {
    const newest =
      'A value is the newest on this dataset, measured or imported: a point’s two may come of different measurements.';
    const one = 'One point a model, which is one network, trained with one seed';
    expect(pointWords('runs', runs)).toBe(`${one}, with its 95 % bounds over paths or images. ${newest}`);
    const imported = runs.map((run) => ({ ...run, metrics: { within: { value: 0.1 } } }));
    expect(pointWords('runs', imported)).toBe(`${one}. ${newest}`);
    expect(pointWords('means', runs)).toMatch(
      /^One point a training repeated with other seeds: the mean of its runs, /,
    );
    expect(pointWords('means', runs)).toContain('95 % bounds over training runs (Student’s t)');
    expect(pointWords('means', runs).endsWith(newest)).toBe(true);
  });
});

describe('quantities', () => {
  it('are metrics, or tags that are numbers', () => {
    expect(quantityValue(runs[2]!, 'tag:epochs')).toEqual({ value: 100 });
    expect(quantityValue(runs[2]!, 'tag:augmentation')).toBeUndefined();
    expect(numericTags(runs)).toEqual(['tag:epochs']);
  });
  it('on log axes are laid out by logit and logarithm, and named so', () => {
    expect(quantityOf('accuracy', runs, 'log')).toMatchObject({ kind: 'logit', title: 'Test accuracy (%, logit)' });
    expect(quantityOf('within', runs, 'log')).toMatchObject({ kind: 'log', scale: 1 });
    expect(quantityOf('within', runs, 'linear').kind).toBe('linear');
    expect(quantityOf('tag:epochs', runs, 'linear').kind).toBe('linear');
  });
  it('are laid out linearly where a value has no logarithm, or an accuracy of 1 no logit', () => {
    const zero = [...runs, model('x', { epochs: '0' }, 0, 1)];
    expect(['within', 'tag:epochs', 'accuracy'].map((key) => quantityOf(key, zero, 'log').kind)).toEqual([
      'linear',
      'linear',
      'linear',
    ]);
  });
  it('of a tag that spans more than a factor of 20 are always on a log axis', () => {
    const wide = [...runs, model('x', { epochs: '1' }, 0.1, 0.5)];
    expect(quantityOf('tag:epochs', wide, 'linear').kind).toBe('log');
  });
  it('say a range in words', () => expect(rangeWords('accuracy', [0.95, 0.963])).toBe('accuracy 95.0 to 96.3 %'));
  it('keep the names of metrics that have no short one', () => {
    expect(metricKey('highFrequencyFraction.within')).toBe('within');
    expect(metricName('within')).toBe('highFrequencyFraction.within');
    expect(metricName(metricKey('snow'))).toBe('snow');
  });
});

describe('correlations', () => {
  const x = [0.9, 0.91, 0.92, 0.8, 0.82, 0.81];
  const y = [0.1, 0.11, 0.08, 0.2, 0.17, 0.21];
  const groups = ['a', 'a', 'a', 'b', 'b', 'b'];
  it('are those of the plain values, over all and within groups, and of what the axes show', () => {
    const found = correlationsOf({ x, y, groups, onAxes: { x, y: y.map(Math.log10) } });
    expect(found.r).toEqual(pearson(x, y));
    expect(found.within).toEqual(withinGroups(x, y, groups));
    expect(found.onAxes).toEqual(pearson(x, y.map(Math.log10)));
  });
  it('are in words with bounds, strong only where these exclude 0', () => {
    const r = { value: -0.944, lower: -0.953, upper: -0.933 };
    const within = { value: 0.1, lower: -0.2, upper: 0.3 };
    const spans = correlationSpans({ count: 447, r, within, groupCount: 3, onAxes: null }, 'of augmentation');
    expect(spans.map(({ text }) => text).join('')).toBe(
      'r = −0.944 (95 %: −0.953 to −0.933), 447 models; within the 3 groups of augmentation +0.100 (−0.200 to 0.300)',
    );
    expect(spans.filter(({ strong }) => strong).map(({ text }) => text)).toEqual(['−0.944']);
  });
  it('of fewer than four models are too few, and have no number', () => {
    for (const few of [2, 3]) {
      const found = correlationsOf({ x: x.slice(0, few), y: y.slice(0, few), groups: ['a', 'a', 'b'].slice(0, few) });
      const text = correlationSpans(found, '').map((span) => span.text);
      expect(text.join('')).toBe(`${few} models: too few for a correlation`);
    }
  });
  it('of four models on one line have no bounds, and say so', () => {
    const found = correlationsOf({ x: [1, 2, 3, 4], y: [2, 4, 6, 8], groups: ['a', 'a', 'a', 'a'] });
    const text = correlationSpans(found, '').map((span) => span.text);
    expect(text.join('')).toBe('r = +1.000, 4 models: no bounds');
  });
  it('have none within groups of one model each', () =>
    expect(correlationsOf({ x, y, groups: ['a', 'b', 'c', 'd', 'e', 'f'] }).within).toBeNull());
  it('of nothing are no points yet', () =>
    expect(correlationSpans(correlationsOf({ x: [], y: [], groups: [] }), '')[0]?.text).toBe('No points yet'));
});

describe('a scatter', () => {
  const four = [...runs, model('flip, seed 1', { augmentation: 'flip', epochs: '100', seed: '1' }, 0.22, 0.79)];
  const data = (records: readonly ModelRecord[]) =>
    scatterData({
      ...{ records, conditions: conditionsOf(records), axes: 'linear', pointKind: 'runs', ...keys },
      categories: new Map(records.map((record) => [record, { name: 'all', colour: 0 }])),
      grouping: { words: '', hasLines: true },
    });
  it('has lines through four models or more, over all and of a colour', () => {
    expect([data(four).values.length, data(four).groups.length]).toEqual([4, 1]);
    expect([data(runs).values, data(runs).groups]).toEqual([[], []]);
  });
});

describe('a lasso', () => {
  it('holds what lies inside, also of a bent shape', () => {
    const bent = [
      [0, 0],
      [4, 0],
      [4, 4],
      [2, 1],
      [0, 4],
    ] as const;
    expect(isInside([1, 1], bent)).toBe(true);
    expect(isInside([2, 3], bent)).toBe(false);
    expect(isInside([5, 1], bent)).toBe(false);
  });
  it('of a rectangle holds exactly the points between its ends, on log axes too', () => {
    const part = fc.integer({ min: 1, max: 999 }).map((value) => value / 1000);
    fc.assert(
      fc.property(fc.tuple(part, part, part, part), ([a, b, px, py]) => {
        fc.pre(a !== b && ![a, b].includes(px) && ![a, b].includes(py));
        const corners = [
          [a, a],
          [b, a],
          [b, b],
          [a, b],
        ] as const;
        const between = (value: number) => value > Math.min(a, b) && value < Math.max(a, b);
        const point = { name: '', records: [], x: { value: px }, y: { value: py }, colour: 0, label: '' };
        const project = { x: axisOf('logit', []).project, y: axisOf('log', []).project };
        const inside = insideOf([point], { x: 'x', y: 'y', corners }, project);
        expect(inside.length === 1).toBe(between(px) && between(py));
      }),
    );
  });
  it('survives its link to four digits', () => {
    const lasso = {
      x: 'accuracy',
      y: 'within',
      corners: [
        [0.95123, 0.04],
        [0.97, 0.04],
        [0.96, 0.05],
      ] as const,
    };
    expect(formatLasso(lasso)).toBe('accuracy~within~0.9512,0.04~0.97,0.04~0.96,0.05');
    expect(parseLasso(formatLasso(lasso))?.corners[0]).toEqual([0.9512, 0.04]);
  });
  it.each(['', 'accuracy~within', 'a~b~1,2~3,4', 'a~b~1,2~3,4~x,5', 'a~b~1,2~3,4~5'])('is none of %j', (text) =>
    expect(parseLasso(text)).toBeUndefined(),
  );
  it('keeps the corners that are 6 px apart, and of a long line evenly at most 60', () => {
    const line = (length: number) => Array.from({ length }, (_, k) => [k, 0] as const);
    expect(simplified(line(20)).map(([x]) => x)).toEqual([0, 6, 12, 18]);
    const corners = simplified(line(1000));
    expect(corners).toHaveLength(56);
    expect([corners[0], corners.at(-1)]).toEqual([
      [0, 0],
      [990, 0],
    ]);
  });
  it('says what is inside', () => {
    const points = runPoints(runs.slice(0, 2), keys, categories);
    expect(lassoWords({ ...keys, corners: [] }, points)).toBe('accuracy 90.0 to 92.0 %, within 0.100 to 0.120');
    expect(lassoWords({ ...keys, corners: [] }, [])).toBe('nothing inside');
  });
});

describe('a cutoff', () => {
  it('is a share of bins or cycles per distance, and survives its link', () => {
    for (const text of ['0.2', '0.05d']) expect(formatCutoff(parseCutoff(text))).toBe(text);
    expect(cutoffWords(parseCutoff('0.05d'))).toBe('0.05 cycles per distance');
  });
  it.each(['', '0', '1.5', 'x', '0.2e'])('of %j is the published one', (text) =>
    expect(formatCutoff(parseCutoff(text))).toBe('0.1'),
  );
  it('asks for the stored metric where it is the published one', () => {
    expect(fractionVariables(parseCutoff('0.1'))).toMatchObject({ fraction: null, withMirrored: false });
    expect(fractionVariables(parseCutoff('0.1')).metrics).toContain('mirroredHighFrequencyFraction.within');
    const other = fractionVariables(parseCutoff('0.1d'));
    expect(other.mirroredFraction).toEqual({
      estimator: 'MIRRORED',
      cutoff: 0.1,
      cutoffUnit: 'CYCLES_PER_DISTANCE',
    });
    expect(other.metrics.filter((name) => name.startsWith('mirrored'))).toEqual([]);
  });
});

describe('colours before anyone chooses', () => {
  const grid = ['Conv8', 'VGG16'].flatMap((architecture) =>
    ['augmix', 'clean'].flatMap((augmentation) =>
      ['0.5', '0.6', '0.8'].map((sparsity) =>
        model(architecture + augmentation + sparsity, { architecture, augmentation, sparsity }, 0.1, 0.9),
      ),
    ),
  );
  it('are of what was varied where most models differ in one tag', () =>
    expect(usualColour(conditions, findReference(conditions))).toBeUndefined());
  it('are of the tag that has a value for nothing done where models differ in several', () => {
    const all = conditionsOf(grid);
    expect(usualColour(all, findReference(all))).toBe('augmentation');
  });
  it("of a difference are those of its tag's value, else faint", () => {
    expect(colourOfRow({ tag: 'augmentation', value: 'flip' }, 'augmentation', categories)).toBe(
      categories.get(runs[2]!)?.colour,
    );
    expect(colourOfRow({ tag: 'epochs', value: '1' }, 'augmentation', categories)).toBe(-1);
  });
});

describe('models of other datasets', () => {
  const unmeasured: ModelRecord = { id: 'new', name: 'new', external: false, tags: {}, metrics: {} };
  const imported: ModelRecord = { id: 'old', name: 'old', external: true, tags: {}, metrics: {} };
  it('are not counted as unmeasured here', () => {
    expect(modelsHere([...runs, unmeasured, imported])).toEqual([...runs, unmeasured]);
    expect(modelsHere([...runs, unmeasured], new Set(['new']))).toEqual(runs);
  });
  it('are said to be known elsewhere', () => {
    expect(elsewhereWords([{ dataset: 'CIFAR-10', count: 447 }])).toBe(
      '447 models are known on CIFAR-10, not here, and are not counted.',
    );
    expect(elsewhereWords([{ dataset: 'CIFAR-10', count: 0 }])).toBe('');
  });
  it('are shown first only where no dataset has images', () => {
    const without = { id: 'a', imageCount: 0 };
    const withImages = { id: 'b', imageCount: 5 };
    expect(usualDataset([without, withImages])).toBe(withImages);
    expect(usualDataset([without])).toBe(without);
  });
});
