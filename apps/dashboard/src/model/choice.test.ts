import { expect, test } from 'vitest';
import { active, chosenEvaluation, chosenSpectrum } from './choice.ts';

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
  expect(chosenSpectrum(list, null)?.id).toBe('b');
});

test('a newer one that is not comparable over models does not go before one that is', () => {
  const within = m('c', 'PATH_SPECTRUM', 'SUCCEEDED', 'd', { scopes: ['WITHIN_CLASS'] });
  const half = m('b', 'PATH_SPECTRUM', 'SUCCEEDED', 'd', { step: 0.5 });
  const comparable = m('a', 'PATH_SPECTRUM', 'SUCCEEDED');
  expect(chosenSpectrum([within, half, comparable], null)?.id).toBe('a');
  expect(chosenSpectrum([within, half, m('a', 'PATH_SPECTRUM', 'CANCELLED')], null)?.id).toBe('c');
  expect(chosenSpectrum([within, half, comparable], 'b')?.id).toBe('b');
});

test('the one that the address names goes before', () => {
  const list = [m('b', 'PATH_SPECTRUM', 'SUCCEEDED'), m('a', 'PATH_SPECTRUM', 'CANCELLED')];
  expect(chosenSpectrum(list, 'a')?.id).toBe('a');
  expect(chosenSpectrum(list, 'gone')?.id).toBe('b');
});

test('a first measurement is shown while it runs, and a cancelled one for its finished rounds', () => {
  expect(chosenSpectrum([m('a', 'PATH_SPECTRUM', 'CANCELLED'), m('b', 'PATH_SPECTRUM', 'RUNNING')], null)?.id).toBe(
    'b',
  );
  expect(chosenSpectrum([m('a', 'PATH_SPECTRUM', 'FAILED'), m('b', 'PATH_SPECTRUM', 'CANCELLED')], null)?.id).toBe('b');
  expect(chosenSpectrum([m('a', 'PATH_SPECTRUM', 'FAILED'), m('b', 'EVALUATION', 'SUCCEEDED')], null)).toBeNull();
});

test('accuracy is of the dataset that the spectra are of', () => {
  const list = [m('a', 'EVALUATION', 'SUCCEEDED', 'other'), m('b', 'EVALUATION', 'SUCCEEDED')];
  expect(chosenEvaluation(list, 'd')?.id).toBe('b');
  expect(chosenEvaluation(list, 'none')).toBeNull();
  expect(chosenEvaluation(list, null)?.id).toBe('a');
});

test('what waits or runs is active', () => {
  expect(active([m('a', 'X', 'QUEUED'), m('b', 'X', 'RUNNING'), m('c', 'X', 'FAILED')]).map(({ id }) => id)).toEqual([
    'a',
    'b',
  ]);
});
