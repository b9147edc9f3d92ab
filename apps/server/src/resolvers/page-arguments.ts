import { Arg, Int } from 'type-graphql';

/** Arguments of every listing. */
export const FirstArg = () =>
  Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many, 1 to 100.' });
export const AfterArg = () => Arg('after', () => String, { nullable: true, description: 'The cursor to go on from.' });
