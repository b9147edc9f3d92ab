import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Class } from './dataset.ts';
import { Direction } from './direction.ts';
import { FrequencyUnit } from './frequency-unit.ts';
import { Image } from './image.ts';
import { PageInfo } from './page-info.ts';

@ObjectType({ description: 'Samples in a row for which one class is the most likely.' })
export class ClassRun {
  @Field(() => Class, { description: 'The most likely class.' })
  class!: Class;

  @Field(() => Int, { description: 'For how many samples.' })
  samples!: number;
}

@ObjectType({ description: 'Probability of one class along a path.' })
export class ClassCurve {
  @Field(() => Class, { description: 'The class.' })
  class!: Class;

  @Field(() => [Float], { description: 'One value a sample, 0 to 1.' })
  probability!: number[];
}

@ObjectType({ description: "One path's spectrum, divided by its number of samples." })
export class PathSpectrum {
  @Field(() => FrequencyUnit, { description: 'What frequencies are in.' })
  frequencyUnit!: FrequencyUnit;

  @Field(() => [Float], { description: 'Frequency of each bin, from 0.' })
  frequency!: number[];

  @Field(() => [Float], { description: 'Magnitude of each bin.' })
  magnitude!: number[];
}

@ObjectType({ description: 'Samples along a curve between two images (or from an image along a direction).' })
export class Path {
  @Field(() => ID, { description: 'Opaque.' })
  id!: string;

  @Field(() => Image, { description: 'Where it starts.' })
  imageA!: Image;

  @Field(() => Image, { nullable: true, description: 'Where it goes. Null for directions.' })
  imageB!: Image | null;

  @Field(() => Direction, { nullable: true, description: 'Along what. Null between two images.' })
  direction!: Direction | null;

  @Field(() => Int, { description: 'How many samples it has; identical images have none.' })
  samples!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Distance between its ends in normalised pixel space; along a direction samples times step. Null for AMPLITUDE and PHASE.',
  })
  length!: number | null;

  @Field(() => Int, { description: 'Samples from its start until the most likely class first changes.' })
  consistentDistance!: number;

  @Field(() => [ClassRun], { description: 'The most likely class from start to end, as runs of samples.' })
  mostLikely!: ClassRun[];

  @Field(() => [ClassCurve], {
    nullable: true,
    description:
      'Probabilities of the classes that reach 0.1, for the first curvesPerGroup paths of each group; null for others. Sample k as a picture: GET /paths/ID/k.png',
  })
  curves!: ClassCurve[] | null;
}

@ObjectType({ description: 'A path in a list.' })
export class PathEdge {
  @Field(() => String, { description: 'Pass it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => Path, { description: 'The path.' })
  node!: Path;
}

@ObjectType({ description: 'A page of paths.' })
export class PathConnection {
  @Field(() => [PathEdge], { description: 'The paths of this page.' })
  edges!: PathEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are on all pages.' })
  totalCount!: number;
}
