import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Node } from './node.ts';
import { Sha256 } from './scalars.ts';

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
}
