import { directionsOf } from './direction-list.ts';
import type { FieldErrors } from './input.ts';
import { numberReader } from './numbers.ts';

export const pathKinds = ['LINEAR', 'AMPLITUDE', 'PHASE', 'DIRECTION'] as const;
type PathKind = (typeof pathKinds)[number];

/** What the form holds of a path spectrum, as the person typed it; lists with commas between. */
export interface PathForm {
  path: PathKind;
  scopes: 'both' | 'within' | 'between';
  pairsPerGroup: string;
  /** Of LINEAR: samples a step apart, or a number of them that is the same for all paths. */
  sampling: 'step' | 'samples';
  step: string;
  /** Empty: as many as the kind has by default. */
  samples: string;
  window: string;
  /** Empty: waves across of every image frequency. */
  directions: string;
  stop: 'count' | 'precision';
  precision: string;
  /** Empty: all. */
  classes: string;
  classPairs: string;
  curvesPerGroup: string;
}

/** The API's defaults, so that an untouched form asks for what an empty input asks for. */
export const defaultPath: PathForm = {
  ...{ path: 'LINEAR', scopes: 'both', pairsPerGroup: '20', sampling: 'step', step: '1', samples: '' },
  ...{ window: '0.2', directions: '', stop: 'count', precision: '0.005' },
  ...{ classes: '', classPairs: '', curvesPerGroup: '20' },
};

/** Samples of a path where nothing is typed. */
export const usualSamples: Readonly<Record<PathKind, number>> = {
  LINEAR: 64,
  AMPLITUDE: 100,
  PHASE: 100,
  DIRECTION: 64,
};

/** Which fields have a meaning for what is chosen. */
export function meaningful({ path, scopes, sampling }: PathForm) {
  const along = path === 'DIRECTION';
  const linear = path === 'LINEAR';
  return {
    scopes: !along,
    precision: !along,
    classPairs: !along && scopes !== 'within',
    sampling: linear,
    step: along || (linear && sampling === 'step'),
    samples: !linear || sampling === 'samples',
    window: path === 'AMPLITUDE' || path === 'PHASE',
    directions: along,
  };
}

const scopes = {
  both: ['WITHIN_CLASS', 'BETWEEN_CLASS'],
  within: ['WITHIN_CLASS'],
  between: ['BETWEEN_CLASS'],
} as const;

/** The input of the form without what has no meaning; `errors` are filled by what can't be sent. */
export function pathInput(form: PathForm, errors: FieldErrors) {
  const { number, optional, list } = numberReader(form, errors);
  const has = meaningful(form);
  return {
    path: form.path,
    ...(has.scopes && { scopes: [...scopes[form.scopes]] }),
    pairsPerGroup: number('pairsPerGroup', 'paths a group must be a whole number', 'whole'),
    ...(has.precision &&
      form.stop === 'precision' && { precision: number('precision', 'the half-width must be a number') }),
    ...(has.step && { step: number('step', 'the step must be a number') }),
    ...(has.samples && {
      samples: optional('samples', 'samples a path must be a whole number', 'whole') ?? usualSamples[form.path],
    }),
    ...(has.window && { window: number('window', 'the window must be a number') }),
    ...(has.directions && form.directions.trim() !== '' && { directions: directionsOf(form.directions, errors) }),
    ...(form.classes.trim() !== '' && { classes: list('classes', 'classes must be whole numbers', 'whole') }),
    ...(has.classPairs &&
      form.classPairs.trim() !== '' && {
        classPairs: number('classPairs', 'pairs of classes must be a whole number', 'whole'),
      }),
    curvesPerGroup: number('curvesPerGroup', 'curves a group must be a whole number', 'whole'),
  };
}
