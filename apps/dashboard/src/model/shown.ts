import { chosenOf } from './choice.ts';
import type { ModelMeasurement } from './documents.ts';

const kinds = ['LINEAR', 'DIRECTION', 'AMPLITUDE', 'PHASE', 'EVALUATION', 'JACOBIAN_NORM', 'FOURIER_HEAT_MAP'] as const;

/** Ids of the measurements that a model's figures are of, by kind; null where there is none. */
export type Shown = Readonly<Record<(typeof kinds)[number], string | null>>;

/** What is shown of a model's measurements on one dataset, newest first; `asked` goes before others of its kind. */
export function shownOf(measurements: readonly ModelMeasurement[], asked: string | null): Shown {
  const id = (kind: (typeof kinds)[number]) => {
    const chosen = chosenOf(measurements, kind, asked);
    return chosen === null || chosen.status === 'QUEUED' ? null : chosen.id;
  };
  return {
    ...{ LINEAR: id('LINEAR'), DIRECTION: id('DIRECTION'), AMPLITUDE: id('AMPLITUDE'), PHASE: id('PHASE') },
    EVALUATION: id('EVALUATION'),
    JACOBIAN_NORM: id('JACOBIAN_NORM'),
    FOURIER_HEAT_MAP: id('FOURIER_HEAT_MAP'),
  };
}
