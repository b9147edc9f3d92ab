import { defaultForm, type MeasureForm } from '../measure/form.ts';
import { inputOfForm, type MeasureInput } from '../measure/input.ts';
import { active, kindOf } from './choice.ts';

/** A result that a model's page can show, and how to get it. */
export interface Offer {
  /** As `kindOf` names it. */
  kind: string;
  name: string;
  /** What it would say. */
  tells: string;
  form: Partial<MeasureForm>;
  /** Trains networks for a while, with much to choose: the form comes first. */
  needsForm?: boolean;
}

const paths = (path: MeasureForm['path']) => ({ method: 'PATH_SPECTRUM', path }) as const;

const offers: readonly Offer[] = [
  {
    ...{ kind: 'LINEAR', name: 'Path spectrum', form: paths('LINEAR') },
    tells: 'how fast its outputs vary within and between classes',
  },
  {
    ...{ kind: 'EVALUATION', name: 'Evaluation', form: { method: 'EVALUATION' } },
    tells: 'accuracy and loss, and accuracy by class',
  },
  {
    ...{ kind: 'JACOBIAN_NORM', name: 'Jacobian norm', form: { method: 'JACOBIAN_NORM' } },
    tells: 'how much its scores change with an image',
  },
  {
    ...{ kind: 'FOURIER_HEAT_MAP', name: 'Fourier heat map', form: { method: 'FOURIER_HEAT_MAP' } },
    tells: 'which image frequencies make it err',
  },
  {
    ...{ kind: 'DIRECTION', name: 'Path spectrum, directions', form: paths('DIRECTION') },
    tells: 'image frequency against function frequency',
  },
  {
    ...{ kind: 'AMPLITUDE', name: 'Path spectrum, amplitudes', form: paths('AMPLITUDE') },
    tells: 'how its outputs vary as one image’s amplitudes become another’s',
  },
  {
    ...{ kind: 'PHASE', name: 'Path spectrum, phases', form: paths('PHASE') },
    tells: 'how its outputs vary as one image’s phases become another’s',
  },
  {
    ...{ kind: 'NOISE_FITTING', name: 'Noise fitting', form: { method: 'NOISE_FITTING' }, needsForm: true },
    tells: 'which frequencies of label noise a network follows in training',
  },
];

interface Measured {
  id: string;
  method: string;
  status: string;
  provenance: { parameters: string };
}

/** What has no result yet, with the measurement that waits or runs to get it, where there is one. */
export function missing<T extends Measured>(measurements: readonly T[]): { offer: Offer; underway: T | null }[] {
  const done = new Set(measurements.filter(({ status }) => status === 'SUCCEEDED').map(kindOf));
  const going = active(measurements);
  return offers
    .filter(({ kind }) => !done.has(kind))
    .map((offer) => ({ offer, underway: going.find((m) => kindOf(m) === offer.kind) ?? null }));
}

/** Names of the networks that are trained here. */
const trainable = /^(mlp|small-cnn|wrn-\d+-\d+)$/;

/** The form that an offer opens for a model and a dataset; a training is of the model's own architecture where that is known. */
export function offeredForm(
  { form }: Offer,
  { model, dataset, architecture }: { model: string; dataset: string; architecture: string | undefined },
): Partial<MeasureForm> {
  if (form.method !== 'NOISE_FITTING') return { ...form, model, dataset };
  return { ...form, dataset, ...(architecture !== undefined && trainable.test(architecture) && { architecture }) };
}

/** What an offer starts: the API's defaults. Null of a form that can't be sent as it is. */
export function offeredInput(form: Partial<MeasureForm>): MeasureInput | null {
  const read = inputOfForm({ ...defaultForm, ...form });
  return 'input' in read ? read.input : null;
}
