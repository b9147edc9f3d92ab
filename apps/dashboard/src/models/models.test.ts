import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellText, columnWidth, modelColumns } from '../model-table/columns.ts';
import { dependentsWords } from '../model-table/dependents.ts';
import type { ModelRecord } from '../overview/records.ts';
import { columnHead, usualColumns } from './columns.ts';
import { formatModels, type ModelsState, parseModels } from './state.ts';

describe('the state of the Models page', () => {
  const word = fc.string({ minLength: 1, maxLength: 10 });
  const column = fc.stringMatching(/^[a-zA-Z:.]{1,12}$/);
  const state: fc.Arbitrary<ModelsState> = fc.record(
    {
      dataset: word,
      filter: fc.string({ maxLength: 30 }),
      sort: fc.string({ maxLength: 10 }),
      columns: fc.array(column, { maxLength: 4 }),
    },
    { requiredKeys: ['filter', 'sort'] },
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

describe('columns', () => {
  const record: ModelRecord = {
    id: '1',
    name: 'mixup',
    external: false,
    tags: { epochs: '60000', augmentation: 'mixup', width: '8' },
    metrics: { accuracy: { value: 0.914, lower: 0.902, upper: 0.926 } },
  };
  const reference = { key: '', name: '', tags: { epochs: '6', augmentation: 'none', width: '16' }, models: [] };
  it('are the main metrics that exist and all tags', () =>
    expect(usualColumns(['loss', 'accuracy'], ['epochs'])).toEqual(['accuracy', 'tag:epochs']));
  it('of an unknown metric print its name', () => expect(columnHead('cifar10c')).toBe('cifar10c'));
  it('of a kind of path are called as on axes', () =>
    expect(columnHead('highFrequencyFraction.phase.within')).toBe('Fraction within, phase'));
  it('of a tag print it as words', () => expect(columnHead('tag:trainingImages')).toBe('Training images'));
  it('are set right where a tag is a number in every model', () =>
    expect(modelColumns(['tag:epochs', 'tag:augmentation'], [record]).map(({ numeric }) => numeric)).toEqual([
      true,
      false,
    ]));
  it('print accuracy in per cent with its bound apart, and a dash for what is missing', () => {
    expect(cellText(record, 'accuracy', undefined)).toEqual({ text: '91.4', bound: ' ± 1.2' });
    expect(cellText(record, 'within', undefined).text).toBe('–');
    expect(cellText(record, 'tag:epochs', undefined).text).toBe('60,000');
  });
  it('say the first of many things that were varied, and all in the title', () =>
    expect(cellText(record, 'varied', reference)).toEqual({
      text: 'epochs, 2 more',
      bound: '',
      whole: 'epochs, augmentation, width',
    }));
  it('count no tag that a model lacks as one that was varied, and take it for no baseline either', () => {
    const lacking = { ...record, tags: { epochs: '60', augmentation: 'none' } };
    expect(cellText(lacking, 'varied', reference)).toEqual({ text: 'epochs', bound: '', whole: 'epochs' });
    expect(cellText(lacking, 'value', reference).text).toBe('60');
    expect(cellText({ ...record, tags: { width: '16' } }, 'varied', reference).text).toBe('–');
    expect(cellText({ ...record, tags: reference.tags }, 'varied', reference).text).toBe('(baseline)');
  });
  it('are as wide as their longest text, up to a limit', () => {
    expect(columnWidth('Model', ['a', 'abcdefghij'])).toBe(columnWidth('Model', ['abcdefghij']));
    expect(columnWidth('Model', ['x'.repeat(500)])).toBeLessThan(340);
  });
});

describe('a deletion', () => {
  it('says what is lost with it', () =>
    expect(dependentsWords([{ name: 'mixup', measurements: 2, metrics: 9 }])).toBe(
      'mixup: with 2 measurements and all their results, and 9 metrics. This can not be undone.',
    ));
  it('of many names the first five', () =>
    expect(
      dependentsWords(Array.from({ length: 7 }, (_, k) => ({ name: `net ${k}`, measurements: 1, metrics: 0 }))),
    ).toBe(
      'net 0, net 1, net 2, net 3, net 4 and 2 others: with 7 measurements and all their results, and 0 metrics. This can not be undone.',
    ));
});
