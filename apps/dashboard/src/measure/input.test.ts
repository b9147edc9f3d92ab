import { describe, expect, test } from 'vitest';
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
          scopes: ['WITHIN_CLASS', 'BETWEEN_CLASS'],
          pairsPerGroup: 20,
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
    expect(inputOfForm(form({ seed: '4294967296' }))).toHaveProperty('errors.seed');
  });

  test('numbers out of range are left to the server, which knows the rules', () => {
    expect(inputOfForm(form({ pairsPerGroup: '0' }))).toMatchObject({ input: { pathSpectrum: { pairsPerGroup: 0 } } });
  });

  test('without a model or dataset nothing is sent', () => {
    expect(inputOfForm(form({ model: '', dataset: '' }))).toEqual({
      errors: { model: 'choose a model', dataset: 'choose a dataset' },
    });
  });
});

describe('errors of the server', () => {
  test('stand beside the field that they name, however deep', () => {
    expect(fieldErrors([{ field: ['input', 'pairsPerGroup'], message: 'too many' }])).toEqual({
      pairsPerGroup: 'too many',
    });
  });

  test('two of one field are both said', () => {
    const errors = fieldErrors([
      { field: ['seed'], message: 'One.' },
      { field: ['seed'], message: 'Two.' },
    ]);
    expect(errors).toEqual({ seed: 'One. Two.' });
  });

  test('of no field, or of one that the form lacks, belong to the form', () => {
    expect(
      fieldErrors([
        { field: null, message: 'Full.' },
        { field: ['window'], message: 'Wide.' },
      ]),
    ).toEqual({ '': 'Full. Wide.' });
  });
});
