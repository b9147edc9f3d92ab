import { Field, Int, ObjectType } from 'type-graphql';
import { Estimate } from './estimate.ts';

@ObjectType({ description: 'How far a mean was when a round was done: a round holds one path of every group.' })
export class Round {
  @Field(() => Int, { description: 'Which round, counted from 1.' })
  round!: number;

  @Field(() => Int, { description: 'Paths in the mean up to and with this round.' })
  pathCount!: number;

  @Field(() => Estimate, {
    nullable: true,
    description: 'Mean over the paths up to and with this round (PERIODOGRAM, cutoff 0.1 SHARE_OF_BINS).',
  })
  highFrequencyFraction!: Estimate | null;
}
