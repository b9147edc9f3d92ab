import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Measurement } from './measurement.ts';
import { Node } from './node.ts';

@ObjectType({
  implements: [Node, Measurement],
  description:
    'Root of the mean squared Frobenius norm of the Jacobian of the scores by the image, by forward differences along random directions of normalised pixel space.',
})
export class JacobianNormMeasurement extends Measurement {
  @Field(() => Int, { description: 'Images that it is measured at.' })
  imageCount!: number;

  @Field(() => Int, { description: 'Random directions, the same for every image.' })
  directionCount!: number;

  @Field(() => Float, { description: 'Step of the forward difference, a distance in normalised pixel space.' })
  difference!: number;
}
