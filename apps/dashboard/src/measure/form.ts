import { defaultPath, type PathForm, pathKinds } from './path-form.ts';
import { defaultShift, type ShiftForm } from './shift-form.ts';
import { defaultTraining, type TrainingForm } from './training.ts';

export const methods = ['PATH_SPECTRUM', 'EVALUATION', 'JACOBIAN_NORM', 'FOURIER_HEAT_MAP', 'NOISE_FITTING'] as const;

/** What the Measure form holds, as the person typed it; its whole state is in the URL, under the same names. */
export interface MeasureForm extends TrainingForm, PathForm, ShiftForm {
  model: string;
  dataset: string;
  method: (typeof methods)[number];
  seed: string;
  runtime: string;
  priority: string;
}

/** The defaults of the API, so that an untouched form asks for what an empty input asks for. */
export const defaultForm: MeasureForm = {
  ...{ ...defaultTraining, ...defaultPath, ...defaultShift },
  ...{ model: '', dataset: '', method: 'PATH_SPECTRUM', seed: '0', runtime: 'auto', priority: '0' },
};

/** Fields with a few choices; every other holds any text. */
const choices = {
  method: methods,
  path: pathKinds,
  scopes: ['both', 'within', 'between'],
  sampling: ['step', 'samples'],
  stop: ['count', 'precision'],
  uniformControl: ['yes', 'no'],
} as const satisfies { [Key in keyof MeasureForm]?: readonly MeasureForm[Key][] };

const keys = Object.keys(defaultForm) as (keyof MeasureForm)[];
const texts = keys.filter((key): key is Exclude<keyof MeasureForm, keyof typeof choices> => !(key in choices));

/** The form that a URL describes; a value that is no choice of its field is its default. */
export function formOfUrl(url: URLSearchParams): MeasureForm {
  const chosen = <Key extends keyof typeof choices>(key: Key) =>
    oneOf<(typeof choices)[Key][number]>(url.get(key), choices[key]);
  const form: MeasureForm = {
    ...defaultForm,
    ...{ method: chosen('method'), path: chosen('path'), scopes: chosen('scopes') },
    ...{ sampling: chosen('sampling'), stop: chosen('stop'), uniformControl: chosen('uniformControl') },
  };
  for (const key of texts) form[key] = url.get(key) ?? defaultForm[key];
  return form;
}

/** The same URL with the form's values in it; what is at its default is left out. */
export function urlOfForm(form: MeasureForm, url: URLSearchParams = new URLSearchParams()): URLSearchParams {
  const out = new URLSearchParams(url);
  for (const key of keys) {
    if (form[key] === defaultForm[key]) out.delete(key);
    else out.set(key, form[key]);
  }
  return out;
}

/** The address of the form with these of its fields filled in. */
export function measureLink(form: Partial<MeasureForm>): string {
  return `/measure?${urlOfForm({ ...defaultForm, ...form })}`;
}

/** The value where it is among the choices, else the first of them, which is the default. */
function oneOf<T extends string>(value: string | null, among: readonly T[]): T {
  return among.find((choice) => choice === value) ?? (among[0] as T);
}
