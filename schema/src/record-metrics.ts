import { Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { Model } from './model.ts';
import { UserError } from './user-error.ts';

@InputType({ description: 'A number known about a model.' })
export class MetricInput {
  @Field(() => String, { description: 'Its name, e.g. accuracy.' })
  name!: string;

  @Field(() => Float, { description: 'Its value.' })
  value!: number;

  @Field(() => Float, { nullable: true, description: 'Standard error of the value.' })
  standardError?: number | null;
}

@InputType({ description: 'Numbers that were measured elsewhere; each is the current value of its name from now on.' })
export class RecordMetricsInput {
  @Field(() => ID, { description: 'The model.' })
  model!: string;

  @Field(() => ID, { nullable: true, description: 'The dataset that they were measured on.' })
  dataset?: string | null;

  @Field(() => [MetricInput], { description: 'The numbers, each name once.' })
  metrics!: MetricInput[];
}

@ObjectType({ description: 'Answer to recordMetrics.' })
export class RecordMetricsPayload {
  @Field(() => Model, { nullable: true, description: 'With the metrics. Null where there are userErrors.' })
  model!: Model | null;

  @Field(() => [UserError], { description: 'What was wrong with the input; nothing was recorded.' })
  userErrors!: UserError[];
}
