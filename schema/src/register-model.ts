import { Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { Model } from './model.ts';
import { InputLayout, InputScale, ModelOutput } from './model-file.ts';
import { TagInput } from './tag.ts';
import { UserError } from './user-error.ts';

@InputType({ description: 'A model to register.' })
export class RegisterModelInput {
  @Field(() => String, { description: 'Unique among models.' })
  name!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'An upload, or nothing for a model whose results are only recorded.',
  })
  upload?: string | null;

  @Field(() => ModelOutput, {
    nullable: true,
    description: 'What the network gives. Left out: seen at its first measurement.',
  })
  output?: ModelOutput | null;

  @Field(() => [Float], {
    nullable: true,
    description: "What is taken from each channel. Left out: the dataset's mean.",
  })
  inputMean?: number[] | null;

  @Field(() => [Float], {
    nullable: true,
    description: "What each channel is divided by. Left out: the dataset's std.",
  })
  inputStd?: number[] | null;

  @Field(() => InputScale, {
    nullable: true,
    defaultValue: 'UNIT',
    description: 'Scale of pixels before mean and std.',
  })
  inputScale!: InputScale;

  @Field(() => InputLayout, {
    nullable: true,
    description: "Order of the axes. Left out: the file's own shape decides.",
  })
  inputLayout?: InputLayout | null;

  @Field(() => [TagInput], { nullable: true, defaultValue: [], description: 'What was varied in training.' })
  tags!: TagInput[];
}

@ObjectType({ description: 'Answer to registerModel.' })
export class RegisterModelPayload {
  @Field(() => Model, { nullable: true, description: 'Null where there are userErrors.' })
  model!: Model | null;

  @Field(() => [UserError], { description: 'What was wrong with the input; nothing was registered.' })
  userErrors!: UserError[];
}
