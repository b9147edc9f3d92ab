import type { MeasureForm } from './form.ts';
import { type TrainingInput, trainingInput, trainingNames } from './training.ts';

/** Messages beside fields, by the form's field; '' holds those that belong to no field. */
export type FieldErrors = Partial<Record<keyof MeasureForm | '', string>>;

export interface PathSpectrumInput {
  model: string;
  dataset: string;
  scopes: ('WITHIN_CLASS' | 'BETWEEN_CLASS')[];
  pairsPerGroup: number;
  step?: number;
  samples?: number;
  curvesPerGroup: number;
  seed: number;
  runtime: string;
}

export interface EvaluationInput {
  model: string;
  dataset: string;
  runtime: string;
}

export type MeasureInput =
  | { pathSpectrum: PathSpectrumInput }
  | { evaluation: EvaluationInput }
  | { noiseFitting: TrainingInput };

const scopes = {
  both: ['WITHIN_CLASS', 'BETWEEN_CLASS'],
  within: ['WITHIN_CLASS'],
  between: ['BETWEEN_CLASS'],
} satisfies Record<MeasureForm['scopes'], PathSpectrumInput['scopes']>;

/**
 * The input of a form, or what is wrong with which field. Only what can't be sent is looked at here (text that is no
 * number, nothing chosen); whether the numbers can be measured is the server's to say.
 */
export function inputOfForm(form: MeasureForm): { input: MeasureInput } | { errors: FieldErrors } {
  const errors: FieldErrors = {};
  const number = (
    key: 'pairsPerGroup' | 'step' | 'samples' | 'seed' | 'curvesPerGroup',
    rule: string,
    whole = true,
  ) => {
    const value = form[key].trim() === '' ? Number.NaN : Number(form[key]);
    const holds = whole ? Number.isInteger(value) && Math.abs(value) < 2 ** 31 : Number.isFinite(value);
    if (!holds) errors[key] = `${rule}; got ${form[key].trim() === '' ? 'nothing' : form[key]}`;
    return value;
  };
  const trains = form.method === 'NOISE_FITTING';
  if (form.model === '' && !trains) errors.model = 'choose a model';
  if (form.dataset === '') errors.dataset = 'choose a dataset';
  if (trains) return finish(errors, { noiseFitting: trainingInput(form, errors) });
  const { model, dataset, runtime } = form;
  if (form.method === 'EVALUATION') return finish(errors, { evaluation: { model, dataset, runtime } });
  const shared = {
    model,
    dataset,
    scopes: [...scopes[form.scopes]],
    pairsPerGroup: number('pairsPerGroup', 'paths a group must be a whole number'),
    curvesPerGroup: number('curvesPerGroup', 'curves a group must be a whole number'),
    seed: number('seed', 'the seed must be a whole number'),
    runtime,
  };
  return finish(errors, {
    pathSpectrum:
      form.sampling === 'step'
        ? { ...shared, step: number('step', 'the step must be a number', false) }
        : { ...shared, samples: number('samples', 'samples a path must be a whole number') },
  });
}

/** `input` is made before `errors` are looked at, so that they hold all that is wrong with it. */
function finish(errors: FieldErrors, input: MeasureInput): { input: MeasureInput } | { errors: FieldErrors } {
  return Object.keys(errors).length > 0 ? { errors } : { input };
}

const fieldOfInput: Record<string, keyof MeasureForm> = {
  ...Object.fromEntries((Object.keys(trainingNames) as (keyof MeasureForm)[]).map((key) => [key, key])),
  frequency: 'frequencies',
  direction: 'directionI',
  model: 'model',
  dataset: 'dataset',
  scopes: 'scopes',
  pairsPerGroup: 'pairsPerGroup',
  step: 'step',
  samples: 'samples',
  curvesPerGroup: 'curvesPerGroup',
  seed: 'seed',
  runtime: 'runtime',
};

/** userErrors of the API by the field of the form that they are about: the last name of `field` that the form has. */
export function fieldErrors(userErrors: readonly { field: readonly string[] | null; message: string }[]): FieldErrors {
  const out: FieldErrors = {};
  for (const error of userErrors) {
    const name = [...(error.field ?? [])].reverse().find((part) => part in fieldOfInput);
    const key = name === undefined ? '' : (fieldOfInput[name] ?? '');
    out[key] = out[key] === undefined ? error.message : `${out[key]} ${error.message}`;
  }
  return out;
}
