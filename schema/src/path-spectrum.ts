import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Measurement } from './measurement.ts';
import { Node } from './node.ts';
import { PathKind } from './path-kind.ts';

@ObjectType({
  implements: [Node, Measurement],
  description:
    'Spectra of the class probabilities along paths, within each class and between each pair of classes. Spectra of every path are stored: cutoff, estimator and grouping are chosen when asking.',
})
export class PathSpectrumMeasurement extends Measurement {
  @Field(() => PathKind, { description: 'How its paths go.' })
  path!: PathKind;

  @Field(() => Float, {
    nullable: true,
    description: 'Distance between samples, in normalised pixel space. Null where the number of samples is fixed.',
  })
  step!: number | null;

  @Field(() => Int, { nullable: true, description: 'A fixed number of samples a path. Null where the step is.' })
  samples!: number | null;

  @Field(() => Int, { description: 'Paths of each group; with precision: at most.' })
  pairsPerGroup!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The half-width of 95 % bounds at which a scope stops by itself.',
  })
  precision!: number | null;
}
