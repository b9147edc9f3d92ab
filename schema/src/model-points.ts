import { Field, ObjectType } from 'type-graphql';
import { Model } from './model.ts';
import { Float32Base64 } from './scalars.ts';

@ObjectType({ description: 'Values of one metric, one a model.' })
export class MetricColumn {
  @Field(() => String, { description: 'Name of the metric.' })
  name!: string;

  @Field(() => Float32Base64, { description: 'Current values; NaN where there is none.' })
  values!: string;

  @Field(() => Float32Base64, { description: 'Their standard errors; NaN where there is none.' })
  standardErrors!: string;

  @Field(() => Float32Base64, { description: 'Their lower 95 % bounds; NaN where there is none.' })
  lower!: string;

  @Field(() => Float32Base64, { description: 'Their upper 95 % bounds; NaN where there is none.' })
  upper!: string;
}

@ObjectType({ description: 'Values of one tag, one a model.' })
export class TagColumn {
  @Field(() => String, { description: 'Key of the tag.' })
  key!: string;

  @Field(() => [String], { nullable: 'items', description: 'Its values; null where a model has no such tag.' })
  values!: (string | null)[];
}

@ObjectType({ description: 'Columns for figures: a row a model.' })
export class ModelPoints {
  @Field(() => [Model], { description: 'The models, by name: the rows of every column.' })
  models!: Model[];

  @Field(() => [MetricColumn], { description: 'A column a metric, in the order asked for.' })
  metrics!: MetricColumn[];

  @Field(() => [TagColumn], { description: 'A column a tag, in the order asked for.' })
  tags!: TagColumn[];
}
