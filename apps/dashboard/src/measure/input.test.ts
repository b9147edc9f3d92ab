import { describe, expect, test } from 'vitest';
import { waves } from './direction-list.ts';
import { defaultForm, type MeasureForm } from './form.ts';
import { fieldErrors, inputOfForm } from './input.ts';

const form = (change: Partial<MeasureForm> = {}): MeasureForm => ({
  ...defaultForm,
  model: 'm',
  dataset: 'd',
  ...change,
});

describe('the input of a form', () => {
  test('an untouched form asks for the defaults of the API', () => {
    expect(inputOfForm(form())).toEqual({
      input: {
        pathSpectrum: {
          model: 'm',
          dataset: 'd',
          path: 'LINEAR',
          scopes: ['WITHIN_CLASS', 'BETWEEN_CLASS'],
          pairsPerGroup: 20,
          priority: 0,
          curvesPerGroup: 20,
          seed: 0,
          runtime: 'auto',
          step: 1,
        },
      },
    });
  });

  test('a fixed number of samples is sent without a step', () => {
    const read = inputOfForm(form({ sampling: 'samples', samples: '100', step: 'not looked at' }));
    expect(read).toMatchObject({ input: { pathSpectrum: { samples: 100 } } });
    expect(read).not.toHaveProperty('input.pathSpectrum.step');
  });

  test.each([
    ['within', ['WITHIN_CLASS']],
    ['between', ['BETWEEN_CLASS']],
  ] as const)('scopes %s asks for that scope alone', (scopes, expected) => {
    expect(inputOfForm(form({ scopes }))).toMatchObject({ input: { pathSpectrum: { scopes: expected } } });
  });

  test('an evaluation needs only model, dataset and runtime, whatever stands in the other fields', () => {
    const read = inputOfForm(form({ method: 'EVALUATION', pairsPerGroup: 'many' }));
    expect(read).toEqual({ input: { evaluation: { model: 'm', dataset: 'd', runtime: 'auto' } } });
  });

  test('text that is no whole number is an error of its field that names the value', () => {
    expect(inputOfForm(form({ pairsPerGroup: '2.5', seed: 'x', curvesPerGroup: '' }))).toEqual({
      errors: {
        pairsPerGroup: 'paths a group must be a whole number; got 2.5',
        seed: 'the seed must be a whole number; got x',
        curvesPerGroup: 'curves a group must be a whole number; got nothing',
      },
    });
  });

  test('a step may be a fraction, and what is too large for an Int is refused here', () => {
    expect(inputOfForm(form({ step: '0.5' }))).toMatchObject({ input: { pathSpectrum: { step: 0.5 } } });
    expect(inputOfForm(form({ seed: '4294967296' }))).toEqual({
      errors: { seed: 'the seed must be a whole number; got 4294967296' },
    });
  });

  test('numbers out of range are left to the server, which knows the rules', () => {
    expect(inputOfForm(form({ pairsPerGroup: '0' }))).toMatchObject({ input: { pathSpectrum: { pairsPerGroup: 0 } } });
  });

  test.each([
    ['AMPLITUDE', { samples: 100, window: 0.2, scopes: ['WITHIN_CLASS', 'BETWEEN_CLASS'] }, ['step', 'directions']],
    ['PHASE', { samples: 100, window: 0.2 }, ['step', 'directions']],
    ['DIRECTION', { samples: 64, step: 1 }, ['window', 'scopes', 'precision', 'classPairs', 'directions']],
  ] as const)('of %s paths has what is theirs, and nothing else', (path, own, others) => {
    const read = inputOfForm(form({ path, stop: 'precision', classPairs: '3', step: '1' }));
    expect(read).toMatchObject({ input: { pathSpectrum: { path, ...own } } });
    for (const other of others) expect(read).not.toHaveProperty(`input.pathSpectrum.${other}`);
  });

  test('directions are read as the command line writes them', () => {
    const read = inputOfForm(form({ path: 'DIRECTION', directions: 'fourier:14,15; random\ncomposite-inverse-f' }));
    expect(read).toMatchObject({
      input: {
        pathSpectrum: {
          directions: [{ kind: 'FOURIER', i: 14, j: 15 }, { kind: 'RANDOM' }, { kind: 'COMPOSITE_INVERSE_F' }],
        },
      },
    });
    expect(inputOfForm(form({ path: 'DIRECTION', directions: 'random fourier:14' }))).toEqual({
      errors: {
        directions: 'a direction must be fourier:I,J or random, composite-f, composite-inverse-f; got fourier:14',
      },
    });
  });

  test('a precision goes with the most paths a group', () => {
    const read = inputOfForm(form({ stop: 'precision', precision: '0.01', pairsPerGroup: '400' }));
    expect(read).toMatchObject({ input: { pathSpectrum: { precision: 0.01, pairsPerGroup: 400 } } });
  });

  test('classes are a list of indices', () => {
    expect(inputOfForm(form({ classes: '0, 3 5', classPairs: '2' }))).toMatchObject({
      input: { pathSpectrum: { classes: [0, 3, 5], classPairs: 2 } },
    });
    expect(inputOfForm(form({ classes: '0, bag' }))).toEqual({
      errors: { classes: 'classes must be whole numbers; got bag' },
    });
  });

  test('a Jacobian norm and a heat map are asked for with the defaults of the API', () => {
    const common = { model: 'm', dataset: 'd', runtime: 'auto', seed: 0, priority: 0, images: 1000 };
    expect(inputOfForm(form({ method: 'JACOBIAN_NORM' }))).toEqual({
      input: { jacobianNorm: { ...common, directions: 16, difference: 0.01 } },
    });
    expect(inputOfForm(form({ method: 'FOURIER_HEAT_MAP' }))).toEqual({
      input: { fourierHeatMap: { ...common, norm: 4, maximumImageFrequency: null } },
    });
  });

  test('without a model or dataset nothing is sent', () => {
    expect(inputOfForm(form({ model: '', dataset: '' }))).toEqual({
      errors: { model: 'choose a model', dataset: 'choose a dataset' },
    });
  });
});

describe('errors of the server', () => {
  test('stand beside the field that they name, however deep', () => {
    expect(fieldErrors([{ field: ['input', 'pairsPerGroup'], message: 'too many' }], 'PATH_SPECTRUM')).toEqual({
      pairsPerGroup: 'too many',
    });
  });

  test('two of one field are both said', () => {
    const errors = fieldErrors(
      [
        { field: ['seed'], message: 'One.' },
        { field: ['seed'], message: 'Two.' },
      ],
      'PATH_SPECTRUM',
    );
    expect(errors).toEqual({ seed: 'One. Two.' });
  });

  test('of no field, or of one that the form lacks, belong to the form', () => {
    expect(
      fieldErrors(
        [
          { field: null, message: 'Full.' },
          { field: ['elsewhere'], message: 'Wide.' },
        ],
        'PATH_SPECTRUM',
      ),
    ).toEqual({ '': 'Full. Wide.' });
  });

  test('of directions are of the list of a path spectrum, and of the number of a Jacobian norm', () => {
    const errors = [{ field: ['input', 'directions'], message: 'no' }];
    expect(fieldErrors(errors, 'PATH_SPECTRUM')).toEqual({ directions: 'no' });
    expect(fieldErrors(errors, 'JACOBIAN_NORM')).toEqual({ directionCount: 'no' });
  });
});

describe('ready lists of directions', () => {
  test('go from the centre to the last frequency that is no alias of another', () => {
    expect(waves([28, 28, 1], 'across').split(' ')).toHaveLength(13);
    expect(waves([4, 6, 3], 'across')).toBe('fourier:2,4 fourier:2,5');
    expect(waves([4, 6, 3], 'down')).toBe('fourier:3,3');
    expect(waves([4, 6, 3], 'diagonal')).toBe('fourier:3,4');
  });
});
