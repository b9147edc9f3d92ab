'use client';

import type { ComponentProps } from 'react';
import type { FormAccess } from './fields.tsx';
import type { MeasureForm } from './form.ts';
import { PathFields } from './PathFields.tsx';
import { HeatMapFields, JacobianFields } from './ShiftFields.tsx';
import { TrainingFields } from './TrainingFields.tsx';

const labels: Record<MeasureForm['method'], string> = {
  PATH_SPECTRUM: 'Path spectrum',
  EVALUATION: 'Evaluation: accuracy and loss',
  JACOBIAN_NORM: 'Jacobian norm',
  FOURIER_HEAT_MAP: 'Fourier heat map',
  NOISE_FITTING: 'Noise fitting: trains networks',
};

export const methodLabels = Object.entries(labels).map(([value, label]) => ({ value, label }));

interface MethodFieldsProps extends FormAccess {
  /** Of the chosen dataset: height, width, channels; null while it isn't known. */
  imageShape: readonly number[] | null;
  datasets: ComponentProps<typeof TrainingFields>['datasets'];
  models: ComponentProps<typeof TrainingFields>['models'];
}

/** The fields that have a meaning for the chosen method. */
export function MethodFields({ imageShape, datasets, models, ...access }: MethodFieldsProps) {
  switch (access.form.method) {
    case 'PATH_SPECTRUM':
      return <PathFields {...access} imageShape={imageShape} />;
    case 'JACOBIAN_NORM':
      return <JacobianFields {...access} />;
    case 'FOURIER_HEAT_MAP':
      return <HeatMapFields {...access} />;
    case 'NOISE_FITTING':
      return <TrainingFields {...access} datasets={datasets} models={models} />;
    case 'EVALUATION':
      return null;
  }
}
