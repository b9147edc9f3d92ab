import { Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { Dataset } from './dataset.ts';
import { UserError } from './user-error.ts';

@InputType({ description: 'A dataset to register.' })
export class RegisterDatasetInput {
  @Field(() => String, { description: 'Unique among datasets.' })
  name!: string;

  @Field(() => ID, { description: 'An upload: .npz, IDX.' })
  upload!: string;

  @Field(() => [Float], {
    nullable: true,
    description: 'Per channel, of pixels scaled to 0..1. Left out: from the file, or measured on it.',
  })
  mean?: number[] | null;

  @Field(() => [Float], {
    nullable: true,
    description: 'Per channel, of pixels scaled to 0..1. Left out: from the file, or measured on it.',
  })
  std?: number[] | null;
}

@ObjectType({ description: 'Answer to registerDataset.' })
export class RegisterDatasetPayload {
  @Field(() => Dataset, { nullable: true, description: 'Null where there are userErrors.' })
  dataset!: Dataset | null;

  @Field(() => [UserError], { description: 'What was wrong with the input; nothing was registered.' })
  userErrors!: UserError[];
}
