import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Dataset } from './dataset.ts';
import { UserError } from './user-error.ts';

export const DatasetSplit = { TRAIN: 'TRAIN', TEST: 'TEST' } as const;
export type DatasetSplit = keyof typeof DatasetSplit;
registerEnumType(DatasetSplit, {
  name: 'DatasetSplit',
  description: 'Which images of an archive that holds both.',
  valuesConfig: {
    TRAIN: { description: 'Those to train on.' },
    TEST: { description: 'Those to test on.' },
  },
});

@InputType({ description: 'A dataset to register.' })
export class RegisterDatasetInput {
  @Field(() => String, { description: 'Unique among datasets.' })
  name!: string;

  @Field(() => ID, {
    description: 'An upload: .npz, IDX, a CIFAR archive, or an archive of folders of images, one a class.',
  })
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

  @Field(() => DatasetSplit, {
    nullable: true,
    description:
      'Of an archive that holds images to train and to test on: only these. Left out: all of a CIFAR archive; others are refused.',
  })
  split?: DatasetSplit | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of folders of images: the shorter side is scaled to so many pixels first.',
  })
  resize?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of folders of images: the square of so many pixels at the centre is kept.',
  })
  crop?: number | null;
}

@ObjectType({ description: 'Answer to registerDataset.' })
export class RegisterDatasetPayload {
  @Field(() => Dataset, { nullable: true, description: 'Null where there are userErrors.' })
  dataset!: Dataset | null;

  @Field(() => [UserError], { description: 'What was wrong with the input; nothing was registered.' })
  userErrors!: UserError[];
}
