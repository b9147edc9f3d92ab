import { describe, expect, test } from 'vitest';
import { type Candidate, chosenSpectra, datasetsOf } from './choice.ts';

const fashion = { id: 'd1', name: 'fashion' };
const digits = { id: 'd2', name: 'digits' };
const parameters = {
  path: 'LINEAR',
  scopes: ['WITHIN_CLASS', 'BETWEEN_CLASS'],
  step: 1,
  samples: null,
  classes: null,
  classPairs: null,
};

function spectrum(id: string, change: Partial<Candidate> = {}, own: Record<string, unknown> = {}): Candidate {
  return {
    id,
    status: 'SUCCEEDED',
    seed: 0,
    createdAt: '2026-11-25T10:00:00Z',
    dataset: fashion,
    provenance: { parameters: JSON.stringify({ ...parameters, ...own }) },
    ...change,
  };
}
const model = (id: string, ...spectra: Candidate[]) => ({ id, name: id, format: 'ONNX', spectra });
const chosen = (...models: ReturnType<typeof model>[]) =>
  chosenSpectra(models, fashion).compared.map(({ spectrum: { id } }) => id);
const reason = (...spectra: Candidate[]) => chosenSpectra([model('m', ...spectra)], fashion).not[0];

describe('the measurement of a model', () => {
  test('is the newest that succeeded', () => {
    expect(chosen(model('a', spectrum('running', { status: 'RUNNING' }), spectrum('new'), spectrum('old')))).toEqual([
      'new',
    ]);
  });

  test('is of linear paths at step 1', () => {
    expect(
      chosen(
        model(
          'a',
          spectrum('phase', {}, { path: 'PHASE', step: null, samples: 100 }),
          spectrum('64', {}, { samples: 64 }),
          spectrum('half', {}, { step: 0.5 }),
          spectrum('plain'),
        ),
      ),
    ).toEqual(['plain']);
  });

  test('of all classes goes before one of some', () => {
    expect(chosen(model('a', spectrum('some', {}, { classes: [0, 1] }), spectrum('all')))).toEqual(['all']);
    expect(chosen(model('a', spectrum('some', {}, { classPairs: 3 })))).toEqual(['some']);
  });

  test('draws the same paths as the reference where one does', () => {
    const other = model('b', spectrum('b new', { seed: 7 }), spectrum('b old', { seed: 3 }));
    expect(chosen(model('a', spectrum('a', { seed: 3 })), other)).toEqual(['a', 'b old']);
    expect(chosen(model('a', spectrum('a', { seed: 5 })), other)).toEqual(['a', 'b new']);
  });
});

describe('models that were measured again with other seeds', () => {
  const again = (id: string, seed: number) => spectrum(`${id} ${seed}`, { seed });

  test('are compared by the seed that most of them have, before the newest', () => {
    const a = model('a', again('a', 7), again('a', 0));
    const b = model('b', again('b', 8), again('b', 0));
    expect(chosen(a, b)).toEqual(['a 0', 'b 0']);
    expect(chosen(a, b, model('c', again('c', 7), again('c', 8)))).toEqual(['a 7', 'b 8', 'c 7']);
    expect(chosen(model('a', again('a', 7), again('a', 0)), model('b', again('b', 7), again('b', 0)))).toEqual([
      'a 7',
      'b 7',
    ]);
  });

  test('say that they share few paths where no seed is common, and which measurement would share all', () => {
    const { otherSeeds } = chosenSpectra([model('a', again('a', 7)), model('b', again('b', 8))], fashion);
    expect(otherSeeds).toEqual([
      {
        name: 'b',
        reason: 'measured with seed 8, the reference with 7, so they share few pairs of images',
        href: '/measure?model=b&dataset=d1&seed=7',
        action: 'Measure it with seed 7',
      },
    ]);
    expect(chosenSpectra([model('a', again('a', 7)), model('b', again('b', 7))], fashion).otherSeeds).toEqual([]);
  });
});

describe('a model that is not compared says why', () => {
  test('not measured on the dataset, with the form that would', () => {
    expect(reason(spectrum('x', { dataset: digits }))).toEqual({
      name: 'm',
      reason: 'it has no path spectrum on fashion',
      href: '/measure?model=m&dataset=d1',
      action: 'Measure it',
    });
  });

  test('not finished, with the page to watch', () => {
    expect(reason(spectrum('x', { status: 'RUNNING' }))).toMatchObject({ href: '/measurements/x' });
  });

  test('other samples', () => {
    expect(reason(spectrum('x', {}, { samples: 64 }))?.reason).toBe(
      'on fashion it has linear paths of 64 samples only, the others linear paths at step 1',
    );
  });

  test('failed', () => {
    expect(reason(spectrum('x', { status: 'FAILED' }))?.reason).toBe('its path spectrum on fashion failed');
  });

  test('imported: there is nothing to measure', () => {
    const imported = { ...model('m'), format: 'EXTERNAL' };
    expect(chosenSpectra([imported], fashion).not[0]).not.toHaveProperty('href');
  });
});

test('the dataset that most models share comes first', () => {
  const on = (...datasets: (typeof fashion)[]) =>
    model('m', ...datasets.map((dataset, k) => spectrum(String(k), { dataset })));
  expect(datasetsOf([on(digits), on(digits, fashion), on(fashion), on(fashion)])).toEqual([
    { ...fashion, models: 3 },
    { ...digits, models: 2 },
  ]);
  expect(datasetsOf([on()])).toEqual([]);
});
