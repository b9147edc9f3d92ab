import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Measurement } from './measurement.ts';
import { Node } from './node.ts';

@ObjectType({
  implements: [Node, Measurement],
  description:
    'Error rate under each Fourier basis image of one norm: which image frequencies the network is sensitive to. Cells are those of the shifted 2-D DFT, row by row.',
})
export class FourierHeatMapMeasurement extends Measurement {
  @Field(() => Float, { description: 'L2 norm of the shift, in normalised pixel space.' })
  norm!: number;

  @Field(() => Int, { description: 'Images that are shifted.' })
  imageCount!: number;
}
