import { Field, Float, ObjectType } from 'type-graphql';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'A number known about a model: measured here, recorded by a client, or imported.' })
export class Metric {
  @Field(() => String, { description: 'E.g. accuracy, loss, highFrequencyFraction.within.' })
  name!: string;

  @Field(() => Float, { description: 'Its value: fractions 0 to 1, losses in nats, distances in samples.' })
  value!: number;

  @Field(() => Float, { nullable: true, description: 'Standard error of the value, over paths or images.' })
  standardError!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower 95 % bound.' })
  lower!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper 95 % bound.' })
  upper!: number | null;

  @Field(() => DateTime, { description: 'When it was measured or recorded.' })
  recordedAt!: Date;

  @Field(() => Boolean, {
    description:
      'The latest succeeded measurement or record of this name on this dataset: the one that filters, orders, correlations and points use.',
  })
  current!: boolean;
}
