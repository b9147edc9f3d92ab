import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Estimate } from './estimate.ts';
import { Tag } from './tag.ts';

@ObjectType({ description: 'What an intervention changed of one metric.' })
export class InterventionEffect {
  @Field(() => String, { description: 'Name of the metric.' })
  metric!: string;

  @Field(() => Estimate, {
    nullable: true,
    description:
      "Mean of the paired differences, the other model's value minus the baseline's, over the pairs whose models both have a value. Its bounds are over pairs of training runs. Null where there is no such pair.",
  })
  difference!: Estimate | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Of the two-sided paired t-test. Null where there is no standard error, or no pair differs in the metric.',
  })
  pValue!: number | null;
}

@ObjectType({
  description:
    "What one value of a tag changed, against the baseline's value of that tag: models are paired that differ in nothing but this tag.",
})
export class Intervention {
  @Field(() => Tag, { description: "The value that is compared to the baseline's of the same key." })
  tag!: Tag;

  @Field(() => [Tag], {
    description: 'What the models of its pairs have in common of groupByTag. Empty for all pairs.',
  })
  group!: Tag[];

  @Field(() => Int, { description: 'How many pairs of models, whatever metrics they have.' })
  pairs!: number;

  @Field(() => [InterventionEffect], { description: 'A row a metric, in the order asked for.' })
  effects!: InterventionEffect[];
}
