import { describe, expect, it } from 'vitest';
import { placesOf } from './places.ts';

const models = [
  { id: 'm1', name: 'mixup, seed 0' },
  { id: 'm2', name: 'Models' },
];
const datasets = [{ id: 'd1', name: 'Fashion-MNIST' }];

describe('places', () => {
  it('hold every page, dataset and model for an empty text', () => {
    const groups = placesOf('', models, datasets);
    expect(groups.map(({ group }) => group)).toEqual(['Pages', 'Datasets', 'Models']);
    expect(groups.at(-1)?.items).toEqual([{ label: 'mixup, seed 0', href: '/models/m1' }]);
  });

  it('are those whose name holds the text, in any case; models were found by the server', () => {
    const labels = placesOf('MNIST', models, datasets).flatMap(({ items }) => items.map(({ label }) => label));
    expect(labels).toEqual(['Fashion-MNIST', 'mixup, seed 0', 'Models']);
  });

  it('name each label once: a field that chooses by label could not tell two apart', () => {
    const labels = placesOf('', models, datasets).flatMap(({ items }) => items.map(({ label }) => label));
    expect(new Set(labels).size).toBe(labels.length);
  });
});
