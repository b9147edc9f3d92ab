import type { ModelRow, Tag } from '@passband/store';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelPairs, pairGroups } from './model-pairs.ts';

let made = 0;
/** A model with tags as in 'a=1 b=2'. */
function model(tags: string): ModelRow {
  const id = String(made++);
  return {
    ...{ id, name: tags, format: 'EXTERNAL', output: null, sha256: null, sizeBytes: null, parameterCount: null },
    ...{ inputShape: null, classCount: null, createdAt: new Date(0) },
    feed: { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null },
    tags: tags.split(' ').flatMap((tag): Tag[] => {
      const [key, value] = tag.split('=');
      return key && value ? [{ key, value }] : [];
    }),
  };
}

const none: Tag = { key: 'a', value: '0' };
/** By value the names of each pair. */
const named = (models: readonly ModelRow[], baseline = none): [value: string, pairs: string[][]][] =>
  modelPairs(models, baseline, 1000).map(({ value, pairs }) => [
    value,
    pairs.map((pair) => [pair.baseline.name, pair.other.name]),
  ]);

describe('pairs of models', () => {
  it('have equal values of every other tag, whatever the order of the tags', () => {
    expect(named(['a=0 b=1 c=1', 'c=1 b=1 a=1', 'a=1 b=1 c=2', 'a=1 b=2 c=1'].map(model))).toEqual([
      ['1', [['a=0 b=1 c=1', 'c=1 b=1 a=1']]],
    ]);
  });

  it('may both lack a tag; one that one of them lacks is not equal', () => {
    expect(named(['a=0', 'a=1', 'a=1 b=1'].map(model))).toEqual([['1', [['a=0', 'a=1']]]]);
  });

  it('need the tag on both sides: a model without it is neither the baseline nor another', () => {
    expect(named(['a=0', 'b=1', ''].map(model))).toEqual([]);
    expect(named(['b=1', ''].map(model))).toEqual([]);
  });

  it('with a tag seed are runs of equal seed; replicates that nothing tells apart pair each with each', () => {
    expect(named(['a=0 seed=0', 'a=0 seed=1', 'a=1 seed=0', 'a=1 seed=1'].map(model))[0]?.[1]).toHaveLength(2);
    expect(named(['a=0', 'a=0', 'a=1', 'a=1', 'a=1'].map(model))[0]?.[1]).toHaveLength(6);
  });

  it('come by value, numbers in their order', () => {
    const values = named(['a=0', 'a=mixup', 'a=10', 'a=9'].map(model)).map(([value]) => value);
    expect(values).toEqual(['9', '10', 'mixup']);
  });

  it('are those that comparing every model with every other gives', () => {
    const tags = fc.record({ a: fc.option(fc.nat(2)), b: fc.option(fc.nat(1)), c: fc.option(fc.nat(1)) });
    fc.assert(
      fc.property(fc.array(tags, { maxLength: 25 }), (all) => {
        const models = all.map((one) =>
          model(
            Object.entries(one)
              .flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`]))
              .join(' '),
          ),
        );
        const byName = (x: { a: number | null; b: number | null; c: number | null }) => [x.b, x.c].join();
        const expected = all.flatMap((x) =>
          all.filter((y) => x.a === 0 && y.a !== null && y.a > 0 && byName(x) === byName(y)),
        );
        expect(named(models).flatMap(([, pairs]) => pairs)).toHaveLength(expected.length);
      }),
    );
  });

  it('are no more than may be', () => {
    const many = [...Array(50).fill('a=0'), ...Array(40).fill('a=1')].map(model);
    expect(modelPairs(many, none, 2000)[0]?.pairs).toHaveLength(2000);
    expect(() => modelPairs(many, none, 1999)).toThrow('must be at most 1999 here; those of a are 2000');
  });
});

describe('groups of pairs', () => {
  const pairs = modelPairs(['a=0 b=10', 'a=1 b=10', 'a=0 b=9', 'a=1 b=9', 'a=0', 'a=1'].map(model), none, 1000)[0]!
    .pairs;
  const groups = (keys: string[]) => pairGroups(pairs, keys).map(({ group, pairs: own }) => [group, own.length]);

  it('begin with all pairs; those that have none of the tags are in that one only', () => {
    expect(groups(['b', 'b'])).toEqual([
      [[], 3],
      [[{ key: 'b', value: '9' }], 1],
      [[{ key: 'b', value: '10' }], 1],
    ]);
  });

  it('are not by the tag that the models of a pair differ in', () => {
    expect(groups(['a'])).toEqual([[[], 3]]);
    expect(groups(['a', 'b'])).toEqual(groups(['b']));
    expect(groups([])).toEqual([[[], 3]]);
  });
});
