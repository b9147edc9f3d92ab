import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnName, usualColumns } from './columns.ts';
import { filterOf, formatModels, type ModelsState, orderOf, parseModels, tagOf } from './state.ts';

describe('the state of the Models page', () => {
  const word = fc.string({ minLength: 1, maxLength: 10 });
  const column = fc.stringMatching(/^[a-zA-Z:.]{1,12}$/);
  const state: fc.Arbitrary<ModelsState> = fc.record(
    {
      dataset: word,
      name: fc.string({ maxLength: 10 }),
      tags: fc.array(
        fc.tuple(word, word).map((pair) => pair.join('=')),
        { maxLength: 3 },
      ),
      sort: word,
      columns: fc.array(column, { maxLength: 4 }),
    },
    { requiredKeys: ['name', 'tags', 'sort'] },
  );
  it('survives its URL', () => {
    fc.assert(
      fc.property(state, (value) => {
        expect(parseModels(formatModels(value))).toEqual(value);
      }),
    );
  });
  it('at its defaults has no query', () => expect(formatModels(parseModels(''))).toBe(''));
});

describe('the request', () => {
  it('asks for nothing where nothing is filtered', () => expect(filterOf({ name: ' ', tags: [] })).toBeUndefined());
  it('joins conditions by and', () =>
    expect(filterOf({ name: 'mix', tags: ['epochs=6', 'note=a=b'] })).toEqual({
      and: [{ name: { contains: 'mix' } }, { tag: { key: 'epochs', eq: '6' } }, { tag: { key: 'note', eq: 'a=b' } }],
    }));
  it('orders by name, time or any metric', () => {
    expect(orderOf('-name')).toEqual({ by: 'NAME', direction: 'DESC' });
    expect(orderOf('created')).toEqual({ by: 'CREATED_AT', direction: 'ASC' });
    expect(orderOf('-jacobianNorm')).toEqual({ by: 'METRIC', metric: 'jacobianNorm', direction: 'DESC' });
  });
  it('keeps equal signs in a value', () => expect(tagOf('k=v=w')).toEqual({ key: 'k', value: 'v=w' }));
});

describe('columns', () => {
  it('are the main metrics that exist and all tags', () =>
    expect(usualColumns(['loss', 'accuracy'], ['epochs'])).toEqual(['accuracy', 'tag:epochs']));
  it('of an unknown metric print its name', () => expect(columnName('cifar10c')).toBe('cifar10c'));
  it('of a tag print it as words', () => expect(columnName('tag:trainingImages')).toBe('Training images'));
});
