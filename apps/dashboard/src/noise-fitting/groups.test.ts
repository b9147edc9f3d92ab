import { describe, expect, test } from 'vitest';
import { groupsOf } from './groups.ts';
import { run } from './run.fixture.ts';
import { traitsOf } from './runs.ts';

const model = (name: string, tags: Record<string, string>) => ({
  ...{ id: name, name },
  tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
});

describe('groups of runs', () => {
  test('hold those that differ in nothing but seed, noise, frequency, amplitude and direction', () => {
    const runs = [
      run({ id: 'a', seed: 0, parameters: { seed: 0, frequency: 0.1 } }),
      run({ id: 'b', seed: 1, parameters: { seed: 1, frequency: 0.3, noise: 'UNIFORM', amplitude: 0.2 } }),
      run({ id: 'c', parameters: { direction: { kind: 'FOURIER', i: 1, j: 2 } } }),
    ];
    expect(groupsOf(runs).map((group) => group.runs.length)).toEqual([3]);
  });

  test('differ by learning rate, teacher or any other parameter, which their names then tell', () => {
    const groups = groupsOf([
      run({ id: 'a', parameters: { learningRate: 0.05, augmentation: [] } }),
      run({ id: 'b', parameters: { learningRate: 0.1, augmentation: ['MIXUP', 'FLIP_CROP'] } }),
    ]);
    expect(groups.map(({ name }) => name)).toEqual([
      'small-cnn plain, learning rate 0.05',
      'small-cnn mixup + flip crop, learning rate 0.1',
    ]);
  });

  test('are in the order of their first run and keep their colour and id when later runs come', () => {
    const [first, second] = [
      run({ id: 'a', createdAt: '2026-01-02', parameters: { epochs: 5 } }),
      run({ id: 'b', createdAt: '2026-01-01', parameters: { epochs: 9 } }),
    ];
    const before = groupsOf([first, second]);
    expect(before.map(({ id, colour }) => [id, colour])).toEqual([
      ['b', 0],
      ['a', 1],
    ]);
    const later = run({ id: 'c', createdAt: '2026-01-03', parameters: { epochs: 20 } });
    expect(
      groupsOf([later, first, second])
        .slice(0, 2)
        .map(({ id, colour }) => ({ id, colour })),
    ).toEqual(before.map(({ id, colour }) => ({ id, colour })));
  });

  test('without an architecture are named by their model, without its seed', () => {
    const one = run({ model: model('resnet, seed 3', { seed: '3' }) });
    expect(groupsOf([one])[0]?.name).toBe('resnet');
  });
});

test('a parameter counts over a tag of the same name; what is no JSON counts as nothing', () => {
  const tags = { architecture: 'mlp', epochs: '20' };
  expect(traitsOf(run({ model: model('m', tags), parameters: { epochs: 10 } }))).toEqual({
    architecture: 'mlp',
    epochs: '10',
  });
  expect(traitsOf(run({ model: model('m', tags), provenance: { parameters: 'none' } }))).toEqual(tags);
});
