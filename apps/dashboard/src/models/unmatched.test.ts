import { expect, test } from 'vitest';
import { readFilter } from './read-filter.ts';
import { unmatchedWords } from './unmatched.ts';

const known = { tags: [{ key: 'augmentation' }, { key: 'epochs' }], metrics: ['accuracy', 'within'] };

function why(text: string, of = known): string[] {
  const read = readFilter(text);
  return 'filter' in read && read.filter ? unmatchedWords(read.filter, of) : [];
}

test('a name that no model has is said with those that there are', () => {
  expect(why('augmentatoin = mixup')).toEqual([
    'No model has the tag “augmentatoin”; there are augmentation and epochs.',
  ]);
  expect(why('acuracy > 90%')).toEqual([
    'No model has the metric “acuracy” on this dataset; there are accuracy and within.',
  ]);
});

test('names are found in brackets and behind not, each once', () => {
  expect(why('within > 0.1 and not (widht = 8 or epochs = 6 and has widht)')).toEqual([
    'No model has the tag “widht”; there are augmentation and epochs.',
  ]);
});

test('an accuracy above 1 is said to be meant in per cent', () => {
  expect(why('accuracy > 90')).toEqual(['Accuracy is a share, at most 1: write 90% or 0.9, not 90.']);
  expect([why('accuracy > 90%'), why('within > 90'), why('augmentation = mixpu')]).toEqual([[], [], []]);
});

test('of many names the first are said, of none that there is none, and nothing while none is known', () => {
  const tags = Array.from('abcdefghij', (key) => ({ key }));
  expect(why('z = 1', { tags, metrics: [] })).toEqual([
    'No model has the tag “z”; there are a, b, c, d, e, f, g, h and 2 others.',
  ]);
  expect(why('z = 1', { tags: [], metrics: ['loss'] })).toEqual(['No model has the tag “z”; there is none yet.']);
  expect(why('z = 1', { tags: [], metrics: [] })).toEqual([]);
});
