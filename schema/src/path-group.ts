import { Field, Int, ObjectType } from 'type-graphql';
import { Class } from './dataset.ts';
import { Estimate } from './estimate.ts';
import { PathScope } from './path-kind.ts';

@ObjectType({ description: 'The paths of one class, or of one pair of classes: a cell of the class × class map.' })
export class PathGroup {
  @Field(() => PathScope, { description: 'Within class where both classes are one.' })
  scope!: PathScope;

  @Field(() => Class, { description: 'The class of smaller index.' })
  classA!: Class;

  @Field(() => Class, { description: 'The class of larger index.' })
  classB!: Class;

  @Field(() => Int, { description: 'Paths that the means are over.' })
  pathCount!: number;

  @Field(() => Estimate, { nullable: true, description: 'Mean over its paths.' })
  highFrequencyFraction!: Estimate | null;

  @Field(() => Estimate, { nullable: true, description: 'Mean over its paths, in samples.' })
  consistentDistance!: Estimate | null;
}
