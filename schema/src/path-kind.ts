import { registerEnumType } from 'type-graphql';

export const PathKind = { LINEAR: 'LINEAR', AMPLITUDE: 'AMPLITUDE', PHASE: 'PHASE', DIRECTION: 'DIRECTION' } as const;
export type PathKind = keyof typeof PathKind;
registerEnumType(PathKind, {
  name: 'PathKind',
  description: 'How a path goes from image to image.',
  valuesConfig: {
    LINEAR: { description: 'Along the straight line between two images.' },
    AMPLITUDE: { description: 'Moves only the amplitudes of low image frequencies.' },
    PHASE: { description: 'Moves only the phases of low image frequencies.' },
    DIRECTION: { description: 'From an image along a direction.' },
  },
});

export const PathScope = { WITHIN_CLASS: 'WITHIN_CLASS', BETWEEN_CLASS: 'BETWEEN_CLASS' } as const;
export type PathScope = keyof typeof PathScope;
registerEnumType(PathScope, {
  name: 'PathScope',
  description: 'Which images a path joins.',
  valuesConfig: {
    WITHIN_CLASS: { description: 'Both ends of one class.' },
    BETWEEN_CLASS: { description: 'Ends of two classes.' },
  },
});
