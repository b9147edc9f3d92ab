import { Field, Float, Int, ObjectType } from 'type-graphql';
import { InputLayout, InputScale, ModelFormat, ModelOutput } from './model-file.ts';
import { Node } from './node.ts';
import { PageInfo } from './page-info.ts';
import { DateTime, Sha256 } from './scalars.ts';
import { Tag } from './tag.ts';

@ObjectType({
  implements: Node,
  description: 'One image classifier: a file (or an imported record) with its tags and metrics.',
})
export class Model extends Node {
  @Field(() => String, { description: 'Unique among models.' })
  name!: string;

  @Field(() => ModelFormat, { description: 'What the file is.' })
  format!: ModelFormat;

  @Field(() => ModelOutput, {
    nullable: true,
    description: 'What the network gives. Null until said or first measured.',
  })
  output!: ModelOutput | null;

  @Field(() => Sha256, { nullable: true, description: 'Of the file. Null where there is none here.' })
  sha256!: string | null;

  @Field(() => Float, { nullable: true, description: 'Size of the file in bytes.' })
  sizeBytes!: number | null;

  @Field(() => Float, { nullable: true, description: 'How many weights the network has.' })
  parameterCount!: number | null;

  @Field(() => [Int], {
    nullable: true,
    description: "The file's input without its batch axis; -1 for an axis of free size.",
  })
  inputShape!: number[] | null;

  @Field(() => Int, { nullable: true, description: 'How many classes the network tells apart.' })
  classCount!: number | null;

  @Field(() => [Float], {
    nullable: true,
    description: "Mean that is taken from each channel before the network. Null: the dataset's.",
  })
  inputMean!: number[] | null;

  @Field(() => [Float], {
    nullable: true,
    description: "What each channel is divided by before the network. Null: the dataset's.",
  })
  inputStd!: number[] | null;

  @Field(() => InputScale, { nullable: true, description: 'Scale of pixels before mean and std.' })
  inputScale!: InputScale | null;

  @Field(() => InputLayout, {
    nullable: true,
    description: "Order of the axes of the input. Null: the file's own shape decides.",
  })
  inputLayout!: InputLayout | null;

  @Field(() => [Tag], { description: 'What was varied in training, in the order given.' })
  tags!: Tag[];

  @Field(() => DateTime, { description: 'When it was registered.' })
  createdAt!: Date;
}

@ObjectType({ description: 'A model in a list.' })
export class ModelEdge {
  @Field(() => String, { description: 'Pass it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => Model, { description: 'The model.' })
  node!: Model;
}

@ObjectType({ description: 'A page of models.' })
export class ModelConnection {
  @Field(() => [ModelEdge], { description: 'The models of this page.' })
  edges!: ModelEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are on all pages.' })
  totalCount!: number;
}
