import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultForm, formOfUrl, type MeasureForm, measureLink, methods, urlOfForm } from './form.ts';
import { pathKinds } from './path-form.ts';

const { method, path, scopes, sampling, stop, uniformControl, ...texts } = defaultForm;

const forms: fc.Arbitrary<MeasureForm> = fc
  .tuple(
    fc.record({
      method: fc.constantFrom(...methods),
      path: fc.constantFrom(...pathKinds),
      scopes: fc.constantFrom('both', 'within', 'between'),
      sampling: fc.constantFrom('step', 'samples'),
      stop: fc.constantFrom('count', 'precision'),
      uniformControl: fc.constantFrom('yes', 'no'),
    }),
    fc.dictionary(fc.constantFrom(...Object.keys(texts)), fc.string()),
  )
  .map(([chosen, typed]) => ({ ...texts, ...typed, ...chosen }));

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
    const url = urlOfForm({ ...defaultForm, seed: '3' }, new URLSearchParams('shown=abc&pairsPerGroup=7'));
    expect(url.toString()).toBe('shown=abc&seed=3');
  });

  test('a value that is no choice of its field is its default', () => {
    const form = formOfUrl(new URLSearchParams('method=GUESS&scopes=all&sampling=none'));
    expect(form).toEqual(defaultForm);
  });

  test('a link fills in what it names', () => {
    expect(measureLink({ model: 'm', method: 'JACOBIAN_NORM' })).toBe('/measure?model=m&method=JACOBIAN_NORM');
  });
});
