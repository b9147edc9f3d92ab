import { expect, test } from 'vitest';
import { categoriesOf } from './colouring.ts';
import { conditionsOf, findReference } from './conditions.ts';
import type { ModelRecord } from './records.ts';
import { standingOf } from './standing.ts';

const model = (name: string, tags: Record<string, string>, external = false): ModelRecord => ({
  id: name,
  name,
  external,
  tags,
  metrics: {},
});
const base = { epochs: '6', augmentation: 'none' };
const records = [
  model('mixup 1', { ...base, augmentation: 'mixup', seed: '1' }),
  model('baseline 0', { ...base, seed: '0' }),
  model('baseline 1', { ...base, seed: '1' }),
  model('1 epoch 7', { ...base, epochs: '1', seed: '7' }),
];

test('every model has the colour that Overview gives it by what was varied', () => {
  const overview = categoriesOf(records, findReference(conditionsOf(records)), undefined);
  for (const record of records) expect(standingOf(records, record.id).colour).toBe(overview.get(record)?.colour);
});

test('the reference is slate and is compared with nothing', () => {
  expect(standingOf(records, 'baseline 1')).toEqual({ colour: 0 });
});

test("a model is compared with the reference's run of the same seed", () => {
  expect(standingOf(records, 'mixup 1').baseline?.record.name).toBe('baseline 1');
});

test("where no run has its seed, with the reference's run of seed 0", () => {
  expect(standingOf(records, '1 epoch 7').baseline?.record.name).toBe('baseline 0');
});

test('results of another dataset change no colour', () => {
  const more = [model('elsewhere', { epochs: '90' }, true), ...records];
  for (const { id } of records) expect(standingOf(more, id)).toEqual(standingOf(records, id));
});

test('a model that is not among them is faint', () => {
  expect(standingOf(records, 'other')).toEqual({ colour: -1 });
});
