import { Field, Float, ID, InputType, registerEnumType } from 'type-graphql';
import { ModelFormat } from './model-file.ts';

@InputType({ description: 'All of the conditions that are given hold.' })
export class StringFilter {
  @Field(() => String, { nullable: true, description: 'Equal to this.' })
  eq?: string | null;

  @Field(() => String, { nullable: true, description: 'Has this in it, upper and lower case alike.' })
  contains?: string | null;

  @Field(() => [String], { nullable: true, description: 'One of these.' })
  in?: string[] | null;
}

@InputType({ description: 'A condition on the tag of one key.' })
export class TagFilter {
  @Field(() => String, { description: 'Key of the tag.' })
  key!: string;

  @Field(() => String, { nullable: true, description: 'Its value is this.' })
  eq?: string | null;

  @Field(() => [String], { nullable: true, description: 'Its value is one of these.' })
  in?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the model has such a tag.' })
  exists?: boolean | null;
}

@InputType({ description: 'A condition on the current value of a metric, on any dataset.' })
export class MetricFilter {
  @Field(() => String, { description: 'Name of the metric, e.g. accuracy.' })
  name!: string;

  @Field(() => Float, { nullable: true, description: 'Above this.' })
  gt?: number | null;

  @Field(() => Float, { nullable: true, description: 'This or above.' })
  gte?: number | null;

  @Field(() => Float, { nullable: true, description: 'Below this.' })
  lt?: number | null;

  @Field(() => Float, { nullable: true, description: 'This or below.' })
  lte?: number | null;
}

@InputType({ description: 'Which models: all of the conditions that are given hold.' })
export class ModelFilter {
  @Field(() => [ModelFilter], { nullable: true, description: 'All of these hold.' })
  and?: ModelFilter[] | null;

  @Field(() => [ModelFilter], { nullable: true, description: 'At least one of these holds.' })
  or?: ModelFilter[] | null;

  @Field(() => ModelFilter, { nullable: true, description: 'This does not hold.' })
  not?: ModelFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'On the name.' })
  name?: StringFilter | null;

  @Field(() => TagFilter, { nullable: true, description: 'On a tag.' })
  tag?: TagFilter | null;

  @Field(() => MetricFilter, { nullable: true, description: 'On the current value of a metric.' })
  metric?: MetricFilter | null;

  @Field(() => ModelFormat, { nullable: true, description: 'Of this format.' })
  format?: ModelFormat | null;

  @Field(() => ID, { nullable: true, description: 'Has a metric or a measurement on this dataset.' })
  dataset?: string | null;
}

export const ModelOrderBy = { NAME: 'NAME', CREATED_AT: 'CREATED_AT', METRIC: 'METRIC' } as const;
export type ModelOrderBy = keyof typeof ModelOrderBy;
registerEnumType(ModelOrderBy, {
  name: 'ModelOrderBy',
  description: 'What models are ordered by.',
  valuesConfig: {
    NAME: { description: 'By name.' },
    CREATED_AT: { description: 'By when they were registered.' },
    METRIC: { description: 'By the current value of a metric; models without one come last.' },
  },
});

export const OrderDirection = { ASC: 'ASC', DESC: 'DESC' } as const;
export type OrderDirection = keyof typeof OrderDirection;
registerEnumType(OrderDirection, {
  name: 'OrderDirection',
  description: 'Which end comes first.',
  valuesConfig: { ASC: { description: 'Smallest first.' }, DESC: { description: 'Largest first.' } },
});

@InputType({ description: 'The order of models.' })
export class ModelOrder {
  @Field(() => ModelOrderBy, { description: 'What they are ordered by.' })
  by!: ModelOrderBy;

  @Field(() => String, { nullable: true, description: 'Name of the metric, for METRIC.' })
  metric?: string | null;

  @Field(() => OrderDirection, { nullable: true, defaultValue: 'ASC', description: 'Which end comes first.' })
  direction!: OrderDirection;
}
