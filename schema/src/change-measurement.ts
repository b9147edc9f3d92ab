import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Measurement } from './measurement.ts';
import { UserError } from './user-error.ts';

@InputType({ description: 'A measurement to stop.' })
export class CancelMeasurementInput {
  @Field(() => ID, { description: 'The measurement.' })
  id!: string;
}

@ObjectType({ description: 'Answer to cancelMeasurement.' })
export class CancelMeasurementPayload {
  @Field(() => Measurement, { nullable: true, description: 'As it is now; its finished rounds stay.' })
  measurement!: Measurement | null;

  @Field(() => [UserError], { description: 'Why it could not be stopped.' })
  userErrors!: UserError[];
}

@InputType({ description: 'A FAILED or CANCELLED measurement to go on with.' })
export class RetryMeasurementInput {
  @Field(() => ID, { description: 'The measurement.' })
  id!: string;
}
