import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'A mean with its 95 % bounds over paths (or images). All but mean and count are null where there are fewer than two values, or in a scope where a group has one path. The bounds say nothing of training the network again.',
})
export class Estimate {
  @Field(() => Float, { description: 'The mean; over a scope, of the means of its groups.' })
  mean!: number;

  @Field(() => Float, { nullable: true, description: 'Standard deviation over all values.' })
  standardDeviation!: number | null;

  @Field(() => Float, { nullable: true, description: 'Standard error of the mean; over a scope, stratified by group.' })
  standardError!: number | null;

  @Field(() => Float, { nullable: true, description: "Lower 95 % bound, by Student's t." })
  lower!: number | null;

  @Field(() => Float, { nullable: true, description: "Upper 95 % bound, by Student's t." })
  upper!: number | null;

  @Field(() => Int, { description: 'How many values.' })
  count!: number;
}

@ObjectType({ description: 'A value with its 95 % bounds. For a correlation none below 4 models, nor where |r| is 1.' })
export class BoundedValue {
  @Field(() => Float, { description: 'The value.' })
  value!: number;

  @Field(() => Float, { nullable: true, description: 'Lower 95 % bound.' })
  lower!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper 95 % bound.' })
  upper!: number | null;
}
