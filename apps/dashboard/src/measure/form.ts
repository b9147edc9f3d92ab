import { defaultTraining, type TrainingForm, trainingNames } from './training.ts';

/** What the Measure form holds, as the person typed it; its whole state is in the URL. */
export interface MeasureForm extends TrainingForm {
  model: string;
  dataset: string;
  method: 'PATH_SPECTRUM' | 'EVALUATION' | 'NOISE_FITTING';
  scopes: 'both' | 'within' | 'between';
  pairsPerGroup: string;
  sampling: 'step' | 'samples';
  step: string;
  samples: string;
  seed: string;
  runtime: string;
  curvesPerGroup: string;
}

/** The defaults of the API, so that an untouched form asks for what an empty input asks for. */
export const defaultForm: MeasureForm = {
  ...defaultTraining,
  model: '',
  dataset: '',
  method: 'PATH_SPECTRUM',
  scopes: 'both',
  pairsPerGroup: '20',
  sampling: 'step',
  step: '1',
  samples: '64',
  seed: '0',
  runtime: 'auto',
  curvesPerGroup: '20',
};

const names: Record<keyof MeasureForm, string> = {
  ...trainingNames,
  model: 'model',
  dataset: 'dataset',
  method: 'method',
  scopes: 'scopes',
  pairsPerGroup: 'pairs',
  sampling: 'sampling',
  step: 'step',
  samples: 'samples',
  seed: 'seed',
  runtime: 'runtime',
  curvesPerGroup: 'curves',
};

const trainingTexts = (Object.keys(trainingNames) as (keyof TrainingForm)[]).filter((key) => key !== 'control');

/** The form that a URL describes; a value that is no choice of its field is its default. */
export function formOfUrl(url: URLSearchParams): MeasureForm {
  const text = (key: keyof MeasureForm) => url.get(names[key]) ?? defaultForm[key];
  const training = { ...defaultTraining };
  for (const key of trainingTexts) training[key] = text(key);
  return {
    ...training,
    control: oneOf(text('control'), ['yes', 'no']),
    model: text('model'),
    dataset: text('dataset'),
    method: oneOf(text('method'), ['PATH_SPECTRUM', 'EVALUATION', 'NOISE_FITTING']),
    scopes: oneOf(text('scopes'), ['both', 'within', 'between']),
    pairsPerGroup: text('pairsPerGroup'),
    sampling: oneOf(text('sampling'), ['step', 'samples']),
    step: text('step'),
    samples: text('samples'),
    seed: text('seed'),
    runtime: text('runtime'),
    curvesPerGroup: text('curvesPerGroup'),
  };
}

/** The same URL with the form's values in it; what is at its default is left out. */
export function urlOfForm(form: MeasureForm, url: URLSearchParams = new URLSearchParams()): URLSearchParams {
  const out = new URLSearchParams(url);
  for (const key of Object.keys(names) as (keyof MeasureForm)[]) {
    if (form[key] === defaultForm[key]) out.delete(names[key]);
    else out.set(names[key], form[key]);
  }
  return out;
}

function oneOf<T extends string>(value: string, choices: readonly [T, ...T[]]): T {
  return choices.find((choice) => choice === value) ?? choices[0];
}
