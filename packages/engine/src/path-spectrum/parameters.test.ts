import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DatasetFacts } from '../dataset-facts.ts';
import { parsePathSpectrumParameters } from './parameters.ts';

const dataset: DatasetFacts = {
  imageCount: 70,
  imageShape: [8, 7, 3],
  classes: [
    { name: 'Shirt', imageCount: 30 },
    { name: 'Bag', imageCount: 20 },
    { name: 'Empty', imageCount: 0 },
    { name: 'Coat', imageCount: 20 },
  ],
};

const parse = (input: Record<string, unknown>) => parsePathSpectrumParameters(input, dataset);
const messages = (input: Record<string, unknown>) => parse(input).problems.map(({ message }) => message);

describe('defaults', () => {
  const defaults = {
    path: 'LINEAR',
    scopes: ['WITHIN_CLASS', 'BETWEEN_CLASS'],
    pairsPerGroup: 20,
    classes: null,
    classPairs: null,
    step: 1,
    samples: null,
    curvesPerGroup: 20,
    seed: 0,
  };

  test('are filled in where nothing is given, without a key of another kind of path', () =>
    expect(parse({}).parameters).toStrictEqual(defaults));

  test('stand in for an explicit null', () => {
    const nulls = Object.fromEntries(Object.keys(defaults).map((key) => [key, null]));
    expect(parse(nulls).parameters).toEqual(defaults);
  });

  test('leave step null where samples are given', () => {
    expect(parse({ samples: 64, step: 1 }).parameters).toMatchObject({ samples: 64, step: null });
  });

  test('measure within classes only where there is one class', () => {
    expect(parse({ classes: [1] }).parameters).toMatchObject({ classes: [1], scopes: ['WITHIN_CLASS'] });
  });
});

describe('equal measurements have equal parameters:', () => {
  test('classes are in order, scopes too', () => {
    const { parameters } = parse({ classes: [3, 0], scopes: ['BETWEEN_CLASS', 'WITHIN_CLASS', 'WITHIN_CLASS'] });
    expect(parameters).toMatchObject({ classes: [0, 3], scopes: ['WITHIN_CLASS', 'BETWEEN_CLASS'] });
  });

  test('classes of directions are in order too, whichever has the fewest images', () => {
    expect(parse({ path: 'DIRECTION', classes: [1, 0] }).parameters).toMatchObject({ classes: [0, 1] });
  });

  test('a list of all classes that have images is null, as is the number of all pairs of them', () => {
    expect(parse({ classes: [3, 1, 0], classPairs: 3 }).parameters).toMatchObject({ classes: null, classPairs: null });
  });
});

test.each([
  [{ path: 'SPIRAL' }, 'path must be LINEAR, AMPLITUDE, PHASE or DIRECTION; got "SPIRAL"'],
  [{ scopes: [] }, 'scopes must name WITHIN_CLASS or BETWEEN_CLASS, or both; got none'],
  [{ scopes: ['ALL'] }, 'scopes must be WITHIN_CLASS or BETWEEN_CLASS; got "ALL"'],
  [
    { scopes: ['BETWEEN_CLASS'], classes: [0] },
    'scopes may hold BETWEEN_CLASS only where two classes or more have images; got 1',
  ],
  [{ pairsPerGroup: 0 }, 'pairsPerGroup must be a whole number from 1; got 0'],
  [{ pairsPerGroup: 1.5 }, 'pairsPerGroup must be a whole number from 1; got 1.5'],
  [{ pairsPerGroup: 400 }, 'class Bag has 190 pairs of images; 400 were asked for'],
  [
    { pairsPerGroup: 1000, scopes: ['BETWEEN_CLASS'] },
    'classes Bag and Coat have 400 pairs of images; 1,000 were asked for',
  ],
  [{ classes: [4] }, 'classes must be indices from 0 to 3; got 4'],
  [{ classes: ['0'] }, 'classes must be indices from 0 to 3; got "0"'],
  [{ classes: [0, 2] }, 'classes must have images; class Empty (2) has none'],
  [{ classes: [0, 0] }, 'classes must differ; got 0 twice'],
  [{ classes: [] }, 'classes must list class indices; got []'],
  [{ classPairs: 4 }, 'classPairs must be a whole number from 1 to 3; got 4'],
  [{ classPairs: 1, scopes: ['WITHIN_CLASS'] }, 'classPairs needs the scope BETWEEN_CLASS; got 1'],
  [{ step: 0 }, 'step must be a number above 0; got 0'],
  [{ step: Number.POSITIVE_INFINITY }, 'step must be a number above 0; got Infinity'],
  [{ step: Number.NaN }, 'step must be a number above 0; got NaN'],
  [{ samples: 10_001 }, 'samples must be a whole number from 1 to 10,000; got 10001'],
  [{ curvesPerGroup: -1 }, 'curvesPerGroup must be a whole number from 0; got -1'],
  [{ seed: 2 ** 31 }, 'seed must be a whole number from 0 to 2,147,483,647; got 2147483648'],
])('%j is refused: the rule, then the value', (input, message) => expect(messages(input)).toEqual([message]));

describe('each kind of path', () => {
  test.each(['AMPLITUDE', 'PHASE'])('%s has 100 samples and a window of 0.2, and no step', (path) => {
    expect(parse({ path, step: 3 }).parameters).toMatchObject({ path, samples: 100, step: null, window: 0.2 });
  });
  test('DIRECTION has 64 samples a unit apart, along horizontal waves of growing frequency', () => {
    const { parameters } = parse({ path: 'DIRECTION' });
    expect(parameters).toMatchObject({ samples: 64, step: 1, scopes: ['WITHIN_CLASS'] });
    expect(parameters?.directions).toEqual([4, 5, 6].map((j) => ({ kind: 'FOURIER', i: 4, j })));
  });
  test.each([
    [{ path: 'DIRECTION', precision: 0.01 }, 'precision must be left out for DIRECTION; got 0.01'],
    [{ precision: 0 }, 'precision must be a number above 0; got 0'],
    [{ path: 'PHASE', window: 0.6 }, 'window must be a number above 0 and at most 0.5; got 0.6'],
    [{ directions: [{ kind: 'RANDOM' }] }, 'directions must go with the path DIRECTION; got LINEAR'],
    [{ path: 'DIRECTION', directions: [] }, 'directions must list directions; got []'],
    [
      { path: 'DIRECTION', directions: [{ kind: 'FOURIER', i: 8, j: 0 }] },
      'directions[0].i must be a whole number from 0 to 7; got 8',
    ],
    [
      { path: 'DIRECTION', directions: [{ kind: 'COMPOSITE_F' }, { kind: 'COMPOSITE_F' }] },
      'directions must differ; got COMPOSITE_F twice',
    ],
    [{ path: 'DIRECTION', pairsPerGroup: 21 }, 'class Bag has 20 images; 21 were asked for'],
    [
      { path: 'DIRECTION', directions: [{ kind: 'FOURIER', i: 0, j: 7 }] },
      'directions[0].j must be a whole number from 0 to 6; got 7',
    ],
    [
      { path: 'DIRECTION', directions: [{ kind: 'FOURIER', i: '3', j: 3 }] },
      'directions[0].i must be a whole number from 0 to 7; got "3"',
    ],
    [
      { path: 'DIRECTION', directions: [{ kind: 'FOURIER', i: 1.5, j: 3 }] },
      'directions[0].i must be a whole number from 0 to 7; got 1.5',
    ],
    [
      { path: 'DIRECTION', directions: [{ kind: 'FOURIER', i: -1, j: 3 }] },
      'directions[0].i must be a whole number from 0 to 7; got -1',
    ],
    [
      { path: 'DIRECTION', directions: [{ kind: 'FOURIER', i: 3 }] },
      'directions[0].j must be a whole number from 0 to 6; got null',
    ],
    [{ path: 'DIRECTION', directions: [3] }, 'directions[0] must be a direction; got 3'],
    [{ path: 'DIRECTION', directions: [null] }, 'directions[0] must be a direction; got null'],
    [
      { path: 'DIRECTION', directions: [{ kind: 'RANDOM' }, { kind: 'WAVE' }] },
      'directions[1].kind must be FOURIER, RANDOM, COMPOSITE_F or COMPOSITE_INVERSE_F; got "WAVE"',
    ],
    [
      { path: 'DIRECTION', directions: [{ kind: 'RANDOM', j: 2 }] },
      'directions[0] must be FOURIER to have i and j; got RANDOM with 2',
    ],
    [
      { path: 'DIRECTION', directions: [{ kind: 'COMPOSITE_F', i: 1 }] },
      'directions[0] must be FOURIER to have i and j; got COMPOSITE_F with 1',
    ],
    [
      {
        path: 'DIRECTION',
        directions: [
          { kind: 'FOURIER', i: 1, j: 2 },
          { kind: 'FOURIER', i: 1, j: 2 },
        ],
      },
      'directions must differ; got FOURIER (1, 2) twice',
    ],
    [
      { path: 'DIRECTION', scopes: ['BETWEEN_CLASS'] },
      'scopes must have WITHIN_CLASS for DIRECTION; got BETWEEN_CLASS',
    ],
  ])('%j is refused: the rule, then the value', (input, message) => expect(messages(input)).toEqual([message]));

  test('DIRECTION takes random directions more than once, and leaves pairs of classes out', () => {
    const directions = [{ kind: 'RANDOM' }, { kind: 'COMPOSITE_INVERSE_F' }, { kind: 'RANDOM', i: null }];
    const { parameters } = parse({ path: 'DIRECTION', directions, scopes: ['BETWEEN_CLASS', 'WITHIN_CLASS'] });
    expect(parameters?.directions).toEqual(directions.map(({ kind }) => ({ kind, i: null, j: null })));
    expect(parameters?.scopes).toEqual(['WITHIN_CLASS']);
  });

  test('DIRECTION needs directions where images are too narrow for a wave', () => {
    const narrow = { ...dataset, imageShape: [8, 2, 1] };
    expect(parsePathSpectrumParameters({ path: 'DIRECTION' }, narrow).problems).toEqual([
      {
        ...{ field: 'directions', code: 'INVALID' },
        message: 'directions must be given where images are less than 3 wide; got 2',
      },
    ]);
  });
});

test('one scope may be given by its name', () => {
  expect(parse({ scopes: 'BETWEEN_CLASS' }).parameters?.scopes).toEqual(['BETWEEN_CLASS']);
});

test.each([
  [{ precision: 0 }, 'precision'],
  [{ path: 'DIRECTION', precision: 1 }, 'precision'],
  [{ directions: [] }, 'directions'],
  [{ scopes: [] }, 'scopes'],
  [{ classes: [] }, 'classes'],
  [{ classPairs: 1, scopes: ['WITHIN_CLASS'] }, 'classPairs'],
])('what is wrong with %j is said of %s', (input, field) => {
  expect(parse(input).problems.map((problem) => problem.field)).toEqual([field]);
});

test('what counts and the dataset do not allow is said once all else is right', () => {
  expect(messages({ pairsPerGroup: 400, seed: -1 })).toEqual(['seed must be a whole number from 0; got -1']);
});

test('a pair count is not looked at where no scope was found', () => {
  expect(messages({ scopes: [], classPairs: 99 })).toHaveLength(1);
});

test('every problem is said at once, by field', () => {
  expect(parse({ step: -1, seed: -1 }).problems.map(({ field }) => field)).toEqual(['step', 'seed']);
});

test('a dataset without images is refused', () => {
  const { problems } = parsePathSpectrumParameters({}, { imageCount: 0, imageShape: null, classes: [] });
  expect(problems[0]?.message).toBe('the dataset must have images; it has none');
});

test('of very many classes there must be a choice', () => {
  const classes = Array.from({ length: 40_000 }, () => ({ name: '', imageCount: 2 }));
  const many = { imageCount: 80_000, imageShape: [1, 1, 1], classes };
  const input = { pairsPerGroup: 1 };
  expect(parsePathSpectrumParameters(input, many).problems).toEqual([
    {
      field: 'classPairs',
      message:
        'classes and pairs of classes must be at most 1,000,000 together; got 800,020,000: choose fewer classes or pairs of them',
      code: 'INVALID',
    },
  ]);
  expect(parsePathSpectrumParameters({ ...input, classPairs: 100 }, many).problems).toEqual([]);
});

test('whatever comes in, there are either parameters or problems, and parsing what came out changes nothing', () => {
  const value = fc.oneof(fc.integer({ min: -1, max: 5 }), fc.jsonValue(), fc.constant(['WITHIN_CLASS']));
  const keys = [
    'path',
    'scopes',
    'pairsPerGroup',
    'classes',
    'classPairs',
    'step',
    'samples',
    'curvesPerGroup',
    'seed',
  ];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), value), (input) => {
      const { parameters, problems } = parse(input);
      expect(parameters === null).toBe(problems.length > 0);
      if (parameters) expect(parse({ ...parameters }).parameters).toEqual(parameters);
    }),
  );
});
