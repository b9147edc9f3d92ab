import { expect, test } from 'vitest';
import { active, chosenOf, kindOf } from './choice.ts';

const m = (id: string, method: string, status: string, dataset = 'd', change = {}) => ({
  id,
  method,
  status,
  dataset: { id: dataset },
  provenance: {
    parameters: JSON.stringify({
      path: 'LINEAR',
      scopes: ['WITHIN_CLASS', 'BETWEEN_CLASS'],
      pairsPerGroup: 20,
      classes: null,
      classPairs: null,
      step: 1,
      samples: null,
      seed: 0,
      ...change,
    }),
  },
});

test('the newest spectrum that succeeded is shown, though a newer one runs', () => {
  const list = [
    m('c', 'PATH_SPECTRUM', 'RUNNING'),
    m('b', 'PATH_SPECTRUM', 'SUCCEEDED'),
    m('a', 'PATH_SPECTRUM', 'SUCCEEDED'),
  ];
  expect(chosenOf(list, 'LINEAR', null)?.id).toBe('b');
});

test('a newer one that is not comparable over models does not go before one that is', () => {
  const within = m('c', 'PATH_SPECTRUM', 'SUCCEEDED', 'd', { scopes: ['WITHIN_CLASS'] });
  const half = m('b', 'PATH_SPECTRUM', 'SUCCEEDED', 'd', { step: 0.5 });
  const comparable = m('a', 'PATH_SPECTRUM', 'SUCCEEDED');
  expect(chosenOf([within, half, comparable], 'LINEAR', null)?.id).toBe('a');
  expect(chosenOf([within, half, m('a', 'PATH_SPECTRUM', 'CANCELLED')], 'LINEAR', null)?.id).toBe('c');
  expect(chosenOf([within, half, comparable], 'LINEAR', 'b')?.id).toBe('b');
});

test('the one that the address names goes before', () => {
  const list = [m('b', 'PATH_SPECTRUM', 'SUCCEEDED'), m('a', 'PATH_SPECTRUM', 'CANCELLED')];
  expect(chosenOf(list, 'LINEAR', 'a')?.id).toBe('a');
  expect(chosenOf(list, 'LINEAR', 'gone')?.id).toBe('b');
});

test('a first measurement is shown while it runs, and a cancelled one for its finished rounds', () => {
  expect(chosenOf([m('a', 'PATH_SPECTRUM', 'CANCELLED'), m('b', 'PATH_SPECTRUM', 'RUNNING')], 'LINEAR', null)?.id).toBe(
    'b',
  );
  expect(chosenOf([m('a', 'PATH_SPECTRUM', 'FAILED'), m('b', 'PATH_SPECTRUM', 'CANCELLED')], 'LINEAR', null)?.id).toBe(
    'b',
  );
  expect(chosenOf([m('a', 'PATH_SPECTRUM', 'FAILED'), m('b', 'EVALUATION', 'SUCCEEDED')], 'LINEAR')).toBeNull();
});

test('a path spectrum is told by the kind of its paths, what else is measured by its method', () => {
  const phase = m('b', 'PATH_SPECTRUM', 'SUCCEEDED', 'd', { path: 'PHASE' });
  expect([phase, m('a', 'EVALUATION', 'SUCCEEDED')].map(kindOf)).toEqual(['PHASE', 'EVALUATION']);
  const list = [phase, m('a', 'PATH_SPECTRUM', 'SUCCEEDED')];
  expect(chosenOf(list, 'LINEAR')?.id).toBe('a');
  expect(chosenOf(list, 'PHASE')?.id).toBe('b');
  expect(chosenOf(list, 'AMPLITUDE')).toBeNull();
  // The one asked for is of another kind.
  expect(chosenOf(list, 'LINEAR', 'b')?.id).toBe('a');
});

test('what waits or runs is active', () => {
  expect(active([m('a', 'X', 'QUEUED'), m('b', 'X', 'RUNNING'), m('c', 'X', 'FAILED')]).map(({ id }) => id)).toEqual([
    'a',
    'b',
  ]);
});
