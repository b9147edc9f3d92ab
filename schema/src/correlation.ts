import { Field, Float, Int, ObjectType } from 'type-graphql';
import { BoundedValue } from './estimate.ts';
import { Model } from './model.ts';
import { Tag } from './tag.ts';

@ObjectType({ description: 'A model as a point.' })
export class CorrelationPoint {
  @Field(() => Model, { description: 'The model.' })
  model!: Model;

  @Field(() => Float, { description: 'Its x.' })
  x!: number;

  @Field(() => Float, { description: 'Its y.' })
  y!: number;

  @Field(() => [Tag], { description: 'Its tags of the keys that points are grouped by.' })
  tags!: Tag[];
}

@ObjectType({ description: 'Models of equal tags.' })
export class CorrelationGroup {
  @Field(() => [Tag], { description: 'What its models have in common.' })
  tags!: Tag[];

  @Field(() => Int, { description: 'How many models.' })
  count!: number;

  @Field(() => BoundedValue, { nullable: true, description: "Pearson's r over them." })
  pearson!: BoundedValue | null;
}

@ObjectType({ description: 'x against y over models, with 95 % bounds.' })
export class Correlation {
  @Field(() => Int, { description: 'How many models have both.' })
  count!: number;

  @Field(() => BoundedValue, {
    nullable: true,
    description: "Pearson's r, bounds by Fisher's z. Null where it is not defined.",
  })
  pearson!: BoundedValue | null;

  @Field(() => BoundedValue, {
    nullable: true,
    description: "Spearman's rank correlation, bounds by Bonett and Wright.",
  })
  spearman!: BoundedValue | null;

  @Field(() => BoundedValue, {
    nullable: true,
    description: "Pearson's r after each group's own mean is taken out. Null without groups.",
  })
  withinGroups!: BoundedValue | null;

  @Field(() => [CorrelationGroup], { description: 'A row a combination of values of groupByTag.' })
  groups!: CorrelationGroup[];

  @Field(() => [CorrelationPoint], { description: 'The models, by name.' })
  points!: CorrelationPoint[];
}
