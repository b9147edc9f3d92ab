import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { UserError } from './user-error.ts';

@InputType({ description: 'A model to delete, with its measurements and metrics.' })
export class DeleteModelInput {
  @Field(() => ID, { description: 'The model.' })
  id!: string;
}

@ObjectType({ description: 'Answer to deleteModel.' })
export class DeleteModelPayload {
  @Field(() => ID, { nullable: true, description: 'What is gone. Null where there are userErrors.' })
  deletedModelId!: string | null;

  @Field(() => [UserError], { description: 'Why nothing was deleted.' })
  userErrors!: UserError[];
}

@InputType({ description: 'A dataset to delete, with the measurements and metrics on it.' })
export class DeleteDatasetInput {
  @Field(() => ID, { description: 'The dataset.' })
  id!: string;
}

@ObjectType({ description: 'Answer to deleteDataset.' })
export class DeleteDatasetPayload {
  @Field(() => ID, { nullable: true, description: 'What is gone. Null where there are userErrors.' })
  deletedDatasetId!: string | null;

  @Field(() => [UserError], { description: 'Why nothing was deleted.' })
  userErrors!: UserError[];
}

@InputType({ description: 'A measurement to delete, with its results and metrics; one that runs is stopped.' })
export class DeleteMeasurementInput {
  @Field(() => ID, { description: 'The measurement.' })
  id!: string;
}

@ObjectType({ description: 'Answer to deleteMeasurement.' })
export class DeleteMeasurementPayload {
  @Field(() => ID, { nullable: true, description: 'What is gone. Null where there are userErrors.' })
  deletedMeasurementId!: string | null;

  @Field(() => [UserError], { description: 'Why nothing was deleted.' })
  userErrors!: UserError[];
}
