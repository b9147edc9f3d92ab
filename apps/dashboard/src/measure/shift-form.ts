import type { FieldErrors } from './input.ts';
import { numberReader } from './numbers.ts';

/** What the form holds of the methods that shift images: Jacobian norm and Fourier heat map. */
export interface ShiftForm {
  images: string;
  /** Random directions of a Jacobian norm. */
  directionCount: string;
  difference: string;
  norm: string;
  /** Empty: all. */
  maximumImageFrequency: string;
}

/** The API's defaults. */
export const defaultShift: ShiftForm = {
  images: '1000',
  directionCount: '16',
  difference: '0.01',
  norm: '4',
  maximumImageFrequency: '',
};

/** The input of a Jacobian norm; `errors` are filled by what can't be sent. */
export function jacobianInput(form: ShiftForm, errors: FieldErrors) {
  const { number } = numberReader(form, errors);
  return {
    images: number('images', 'images must be a whole number', 'whole'),
    directions: number('directionCount', 'random directions must be a whole number', 'whole'),
    difference: number('difference', 'the difference must be a number'),
  };
}

/** The input of a Fourier heat map; `errors` are filled by what can't be sent. */
export function heatMapInput(form: ShiftForm, errors: FieldErrors) {
  const { number, optional } = numberReader(form, errors);
  return {
    images: number('images', 'images must be a whole number', 'whole'),
    norm: number('norm', 'the norm must be a number'),
    maximumImageFrequency: optional('maximumImageFrequency', 'the highest image frequency must be a number'),
  };
}
