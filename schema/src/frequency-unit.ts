import { registerEnumType } from 'type-graphql';

export const FrequencyUnit = {
  CYCLES_PER_DISTANCE: 'CYCLES_PER_DISTANCE',
  CYCLES_PER_PATH: 'CYCLES_PER_PATH',
} as const;
export type FrequencyUnit = keyof typeof FrequencyUnit;
registerEnumType(FrequencyUnit, {
  name: 'FrequencyUnit',
  description: 'What frequencies are in.',
  valuesConfig: {
    CYCLES_PER_DISTANCE: { description: 'Cycles per unit of distance in normalised pixel space.' },
    CYCLES_PER_PATH: { description: 'Cycles per path.' },
  },
});
