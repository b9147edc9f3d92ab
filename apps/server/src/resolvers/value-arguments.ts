import { FractionInput } from '@passband/schema';
import { Arg, ID } from 'type-graphql';

/** Arguments of everything that is computed of models' values. */
export const ValuesDatasetArg = () =>
  Arg('dataset', () => ID, { nullable: true, description: 'Values on this dataset.' });
export const FractionArg = () =>
  Arg('fraction', () => FractionInput, {
    nullable: true,
    description: 'Which fraction highFrequencyFraction.* is; the published one when left out.',
  });
