import { describe, expect, test } from 'vitest';
import { datasetChoices, fittingDataset, shownDataset, withDataset } from './dataset-choice.ts';

const m = (id: string, dataset: string, status = 'SUCCEEDED') => ({
  id,
  status,
  dataset: { id: dataset, name: dataset },
});

describe('the dataset that a model’s page shows', () => {
  test('is the one with most succeeded measurements, whatever was measured last', () => {
    const list = [m('d', 'new'), m('c', 'new', 'FAILED'), m('b', 'old'), m('a', 'old')];
    const choices = datasetChoices(list, []);
    expect(choices.map(({ id, succeeded }) => [id, succeeded])).toEqual([
      ['old', 2],
      ['new', 1],
    ]);
    expect(shownDataset(choices, list, { dataset: null, measurement: null })?.id).toBe('old');
  });

  test('is the one measured last where as many succeeded on each', () => {
    expect(datasetChoices([m('b', 'new'), m('a', 'old')], [])[0]?.id).toBe('new');
  });

  test('may have metrics alone', () => {
    const choices = datasetChoices([], [{ dataset: { id: 'cifar', name: 'CIFAR-10' } }, { dataset: null }]);
    expect(choices).toEqual([{ id: 'cifar', name: 'CIFAR-10', succeeded: 0 }]);
  });

  test('is the one that the address names, else that of the measurement it names', () => {
    const list = [m('c', 'old'), m('b', 'old'), m('a', 'new')];
    const choices = datasetChoices(list, []);
    expect(shownDataset(choices, list, { dataset: 'new', measurement: 'b' })?.id).toBe('new');
    expect(shownDataset(choices, list, { dataset: null, measurement: 'a' })?.id).toBe('new');
    expect(shownDataset(choices, list, { dataset: 'gone', measurement: 'gone' })?.id).toBe('old');
    expect(shownDataset([], [], { dataset: null, measurement: null })).toBeNull();
  });
});

test('another dataset leaves out the measurement of the one before', () => {
  expect(withDataset(new URLSearchParams('measurement=a&estimator=MIRRORED'), 'd').toString()).toBe(
    'estimator=MIRRORED&dataset=d',
  );
});

describe('the dataset that an unmeasured model is offered', () => {
  const datasets = [
    { id: 'results', sha256: null, imageShape: null },
    { id: 'grey', sha256: 'a', imageShape: [28, 28, 1] },
    { id: 'colour', sha256: 'b', imageShape: [32, 32, 3] },
  ];

  test('has images of the shape that it takes', () => {
    expect(fittingDataset(datasets, [-1, 3, 32, 32])?.id).toBe('colour');
    expect(fittingDataset(datasets, [1, 28, 28, 1])?.id).toBe('grey');
    expect(fittingDataset(datasets, null)?.id).toBe('grey');
  });

  test('is the first with images where none has that shape', () => {
    expect(fittingDataset(datasets, [-1, 3, 224, 224])?.id).toBe('grey');
  });
});
