import { describe, expect, test } from 'vitest';
import type { ModelRecord } from '../overview/records.ts';
import { dataVersion } from './data-version.ts';
import { matching, offeredOf } from './offered.ts';
import { replicatePairs } from './replicates.ts';
import { suggestionsOf } from './suggested.ts';

const record = (name: string, tags: Record<string, string>, change: Partial<ModelRecord> = {}): ModelRecord => ({
  id: name,
  name,
  external: false,
  tags: { augmentation: 'none', epochs: '6', seed: '0', ...tags },
  metrics: { within: { value: 0.1 } },
  ...change,
});
const records = [
  record('mixup', { augmentation: 'mixup' }),
  record('baseline', {}),
  record('flip', { augmentation: 'flip' }),
  record('short', { epochs: '1' }),
  record('baseline again', { seed: '1' }),
  record('mixup again', { augmentation: 'mixup', seed: '1' }),
  record('unmeasured', { epochs: '2' }, { metrics: {} }),
];

describe('suggestions', () => {
  test('are one a tag: the model that most differ from in one, and those that do', () => {
    expect(suggestionsOf(records, undefined).map(({ title, ids }) => [title, ids])).toEqual([
      ['augmentation', ['baseline', 'mixup', 'flip']],
      ['epochs', ['baseline', 'short']],
    ]);
  });

  test('begin with the model that is chosen, and runs of its seed where there are some', () => {
    expect(suggestionsOf(records, 'baseline again')[0]?.ids).toEqual(['baseline again', 'mixup again', 'flip']);
  });

  test('are none without measured models', () => {
    expect(suggestionsOf([record('a', {}, { metrics: {} })], undefined)).toEqual([]);
  });
});

describe('models on offer', () => {
  test('are measured here, have a file, and are not chosen yet', () => {
    const imported = record('imported', {}, { external: true });
    expect(offeredOf([...records, imported], ['mixup']).map(({ id }) => id)).toEqual([
      'baseline',
      'flip',
      'short',
      'baseline again',
      'mixup again',
    ]);
  });

  test('match by every word typed, those that begin with the first before others', () => {
    const ids = (text: string) => matching(records, text).map(({ id }) => id);
    expect(ids('AGAIN')).toEqual(['baseline again', 'mixup again']);
    expect(ids('again mix')).toEqual(['mixup again']);
    expect(ids('m')).toEqual(['mixup', 'mixup again', 'unmeasured']);
    expect(ids(' ')).toHaveLength(records.length);
  });
});

test('replicate pairs are the seeds that both conditions were trained with', () => {
  expect(replicatePairs(records, 'baseline', 'mixup')).toBe(2);
  expect(replicatePairs(records, 'baseline', 'flip')).toBe(1);
});

test('replicate pairs are none where a fraction is not measured, or the overview has no row: only one tag may differ', () => {
  const again = [
    record('short again', { epochs: '1', seed: '1' }, { metrics: { accuracy: { value: 0.9 } } }),
    record('short mixup', { epochs: '1', augmentation: 'mixup' }),
    record('untagged', { note: 'kept' }),
  ];
  const pairs = (a: string, b: string) => replicatePairs([...records, ...again], a, b);
  expect(pairs('baseline', 'short')).toBe(1);
  expect([pairs('baseline', 'short mixup'), pairs('baseline', 'untagged')]).toEqual([0, 0]);
  expect(pairs('baseline', 'baseline again')).toBe(0);
});

test('files say which data: the dataset’s hash, each measurement and its time', () => {
  const spectrum = { id: 's1', createdAt: '2026-11-25T10:00:00Z', dataset: { name: 'fashion', sha256: 'ab12' } };
  expect(dataVersion([{ model: { name: 'baseline' }, spectrum }])).toBe(
    'data: fashion sha256 ab12; baseline: s1 of 2026-11-25T10:00:00Z',
  );
  expect(dataVersion([])).toBe('');
});
