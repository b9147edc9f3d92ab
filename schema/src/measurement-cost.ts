import { Field, Float, Int, ObjectType } from 'type-graphql';
import { UserError } from './user-error.ts';

@ObjectType({ description: 'What a measurement would cost, before it is started.' })
export class MeasurementCost {
  @Field(() => Int, { nullable: true, description: 'Paths within classes. Null where there are no paths.' })
  withinPaths!: number | null;

  @Field(() => Int, { nullable: true, description: 'Paths between classes. Null where there are no paths.' })
  betweenPaths!: number | null;

  @Field(() => Float, {
    description:
      'Images that go through the network; an estimate for paths of a fixed step. Under precision from what similar measurements took, else at the cap.',
  })
  images!: number;

  @Field(() => Float, {
    nullable: true,
    description: "Seconds, from this server's workers and measurements of this model. Null while none has measured.",
  })
  secondsEstimated!: number | null;

  @Field(() => [String], { description: 'For people: what to know before it is started.' })
  warnings!: string[];

  @Field(() => [UserError], { description: 'Why it could not be started.' })
  userErrors!: UserError[];
}
