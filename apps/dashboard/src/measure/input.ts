import { type Refusal, refusalWords } from '../format/labels.ts';
import type { MeasureForm } from './form.ts';
import { numberReader } from './numbers.ts';
import { pathInput } from './path-form.ts';
import { heatMapInput, jacobianInput } from './shift-form.ts';
import { defaultTraining, type TrainingInput, trainingCount, trainingInput } from './training.ts';

/** Messages beside fields, by the form's field; '' holds those that belong to no field. */
export type FieldErrors = Partial<Record<keyof MeasureForm | '', string>>;

interface Common {
  model: string;
  dataset: string;
  runtime: string;
}
interface Seeded extends Common {
  seed: number;
  priority: number;
}

export type MeasureInput =
  | { pathSpectrum: Seeded & ReturnType<typeof pathInput> }
  | { evaluation: Common }
  | { jacobianNorm: Seeded & ReturnType<typeof jacobianInput> }
  | { fourierHeatMap: Seeded & ReturnType<typeof heatMapInput> }
  | { noiseFitting: TrainingInput };

export type Read = { input: MeasureInput } | { errors: FieldErrors };

/**
 * The input of a form, or what is wrong with which field. Only what can't be sent is looked at here (text that is no
 * number, nothing chosen); whether the numbers can be measured is the server's to say.
 */
export function inputOfForm(form: MeasureForm): Read {
  const errors: FieldErrors = {};
  if (form.model === '' && form.method !== 'NOISE_FITTING') errors.model = 'choose a model';
  if (form.dataset === '') errors.dataset = 'choose a dataset';
  const input = inputs[form.method](form, errors);
  return Object.keys(errors).length > 0 ? { errors } : { input };
}

/** By method; `errors` are filled by what can't be sent. */
const inputs: Record<MeasureForm['method'], (form: MeasureForm, errors: FieldErrors) => MeasureInput> = {
  PATH_SPECTRUM: (form, errors) => ({ pathSpectrum: { ...seeded(form, errors), ...pathInput(form, errors) } }),
  EVALUATION: ({ model, dataset, runtime }) => ({ evaluation: { model, dataset, runtime } }),
  JACOBIAN_NORM: (form, errors) => ({ jacobianNorm: { ...seeded(form, errors), ...jacobianInput(form, errors) } }),
  FOURIER_HEAT_MAP: (form, errors) => ({ fourierHeatMap: { ...seeded(form, errors), ...heatMapInput(form, errors) } }),
  NOISE_FITTING: (form, errors) => ({ noiseFitting: trainingInput(form, errors) }),
};

function seeded({ model, dataset, runtime, seed, priority }: MeasureForm, errors: FieldErrors): Seeded {
  const { number } = numberReader({ seed, priority }, errors);
  return {
    ...{ model, dataset, runtime },
    seed: number('seed', 'the seed must be a whole number', 'whole'),
    priority: number('priority', 'the priority must be a whole number', 'whole'),
  };
}

/** Networks that are trained, each at the cost of the first; 1 of a measurement that trains none. */
export function timesOf(input: MeasureInput | null): number {
  return input !== null && 'noiseFitting' in input ? trainingCount(input.noiseFitting) : 1;
}

const same = (keys: readonly (keyof MeasureForm)[]) => Object.fromEntries(keys.map((key) => [key, key]));
const common = same(['model', 'dataset', 'runtime', 'seed', 'priority']);

/** By method: the form's field of each field of its input. */
const fieldsOfInput: Record<MeasureForm['method'], Readonly<Record<string, keyof MeasureForm>>> = {
  PATH_SPECTRUM: {
    ...same(['path', 'scopes', 'pairsPerGroup', 'step', 'samples', 'window', 'directions', 'precision']),
    ...same(['classes', 'classPairs', 'curvesPerGroup']),
  },
  EVALUATION: {},
  JACOBIAN_NORM: { ...same(['images', 'difference']), directions: 'directionCount' },
  FOURIER_HEAT_MAP: same(['images', 'norm', 'maximumImageFrequency']),
  NOISE_FITTING: {
    ...same(Object.keys(defaultTraining) as (keyof MeasureForm)[]),
    ...{ frequency: 'frequencies', direction: 'directionI', seed: 'seeds' },
  },
};

/** userErrors of the API by the field of the form that they are about: the last name of `field` that the form has. */
export function fieldErrors(userErrors: readonly Refusal[], method: MeasureForm['method']): FieldErrors {
  const fields: Readonly<Record<string, keyof MeasureForm>> = { ...common, ...fieldsOfInput[method] };
  const out: FieldErrors = {};
  for (const error of userErrors) {
    const name = [...(error.field ?? [])].reverse().find((part) => part in fields);
    const key = name === undefined ? '' : (fields[name] ?? '');
    const said = refusalWords(error);
    out[key] = out[key] === undefined ? said : `${out[key]} ${said}`;
  }
  return out;
}
