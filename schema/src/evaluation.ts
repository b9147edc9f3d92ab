import { Field, Int, ObjectType } from 'type-graphql';
import { Class } from './dataset.ts';
import { BoundedValue } from './estimate.ts';
import { Measurement } from './measurement.ts';
import { Node } from './node.ts';

@ObjectType({
  implements: [Node, Measurement],
  description: 'Accuracy and loss of a model on all images of a dataset.',
})
export class EvaluationMeasurement extends Measurement {}

@ObjectType({ description: 'Accuracy on the images of one class.' })
export class ClassAccuracy {
  @Field(() => Class, { description: 'The class.' })
  class!: Class;

  @Field(() => Int, { description: 'How many of its images were evaluated.' })
  imageCount!: number;

  @Field(() => BoundedValue, {
    nullable: true,
    description: 'Share of them classified right, 0 to 1; bounds by Wilson.',
  })
  accuracy!: BoundedValue | null;
}
