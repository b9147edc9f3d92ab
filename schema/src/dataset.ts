import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from './node.ts';
import { Sha256 } from './scalars.ts';

export const DiversityMetric = { PIXEL_DISTANCE: 'PIXEL_DISTANCE' } as const;
export type DiversityMetric = keyof typeof DiversityMetric;
registerEnumType(DiversityMetric, {
  name: 'DiversityMetric',
  description: 'What the distance between two images of a class is.',
  valuesConfig: { PIXEL_DISTANCE: { description: 'L2 norm in normalised pixel space.' } },
});

@ObjectType({ description: 'A class of a dataset.' })
export class Class {
  @Field(() => Int, { description: 'Its index, from 0.' })
  index!: number;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Int, { description: 'How many images it has.' })
  imageCount!: number;
}

@ObjectType({
  implements: Node,
  description: 'Labelled uint8 images with a per-channel mean and std, which define normalised pixel space.',
})
export class Dataset extends Node {
  @Field(() => String, { description: 'Unique among datasets.' })
  name!: string;

  @Field(() => Sha256, {
    nullable: true,
    description:
      'Of the file that was registered. Null, like shape, mean and std, where only results are known here, no images.',
  })
  sha256!: string | null;

  @Field(() => Int, { description: 'How many images it has.' })
  imageCount!: number;

  @Field(() => [Int], { nullable: true, description: 'Height, width, channels.' })
  imageShape!: number[] | null;

  @Field(() => [Float], { nullable: true, description: 'Per channel, of pixels scaled to 0..1.' })
  mean!: number[] | null;

  @Field(() => [Float], {
    nullable: true,
    description: 'Per channel, of pixels scaled to 0..1; with mean it defines the unit of distance.',
  })
  std!: number[] | null;

  @Field(() => [Class], { description: 'Its classes, by index.' })
  classes!: Class[];

  @Field(() => String, {
    nullable: true,
    description:
      'What was done to its images before they were kept, in words, e.g. resized and cropped. Null for nothing.',
  })
  preparation!: string | null;
}
