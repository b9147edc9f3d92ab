import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultForm, formOfUrl, type MeasureForm, urlOfForm } from './form.ts';

const forms: fc.Arbitrary<MeasureForm> = fc.record({
  model: fc.string(),
  dataset: fc.string(),
  method: fc.constantFrom('PATH_SPECTRUM', 'EVALUATION', 'NOISE_FITTING'),
  scopes: fc.constantFrom('both', 'within', 'between'),
  pairsPerGroup: fc.string(),
  sampling: fc.constantFrom('step', 'samples'),
  step: fc.string(),
  samples: fc.string(),
  seed: fc.string(),
  runtime: fc.string(),
  curvesPerGroup: fc.string(),
  control: fc.constantFrom('yes', 'no'),
  architecture: fc.string(),
  noise: fc.string(),
  directionI: fc.string(),
  directionJ: fc.string(),
  frequencies: fc.string(),
  seeds: fc.string(),
  amplitude: fc.string(),
  epochs: fc.string(),
  trainSize: fc.string(),
  batchSize: fc.string(),
  learningRate: fc.string(),
  weightDecay: fc.string(),
  augmentation: fc.string(),
  teacher: fc.string(),
  teacherWeight: fc.string(),
  validationDataset: fc.string(),
  validationShare: fc.string(),
  stopAtAccuracy: fc.string(),
  stopAtLoss: fc.string(),
});

describe('the form and its address', () => {
  test('an address holds the whole form', () => {
    fc.assert(
      fc.property(forms, (form) => {
        const text = urlOfForm(form).toString();
        expect(formOfUrl(new URLSearchParams(text))).toEqual(form);
      }),
    );
  });

  test('an untouched form leaves the address empty', () => {
    expect(urlOfForm(defaultForm).toString()).toBe('');
  });

  test('what else is in the address stays there', () => {
    const url = urlOfForm({ ...defaultForm, seed: '3' }, new URLSearchParams('shown=abc&pairs=7'));
    expect(url.toString()).toBe('shown=abc&seed=3');
  });

  test('a value that is no choice of its field is its default', () => {
    const form = formOfUrl(new URLSearchParams('method=GUESS&scopes=all&sampling=none'));
    expect(form).toEqual(defaultForm);
  });
});
