import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Class } from './dataset.ts';
import { FrequencyUnit } from './frequency-unit.ts';
import { PathScope } from './path-kind.ts';
import { Float32Base64 } from './scalars.ts';

@ObjectType({
  description:
    "Mean spectrum over paths, on one axis: each path's magnitudes divided by its number of samples, an amplitude.",
})
export class Spectrum {
  @Field(() => PathScope, { nullable: true, description: 'The scope it is over. Null for directions.' })
  scope!: PathScope | null;

  @Field(() => Class, { nullable: true, description: 'The class of smaller index, for one pair of classes.' })
  classA!: Class | null;

  @Field(() => Class, { nullable: true, description: 'The class of larger index, for one pair of classes.' })
  classB!: Class | null;

  @Field(() => Int, { description: 'Paths that the mean is over.' })
  pathCount!: number;

  @Field(() => FrequencyUnit, {
    description:
      'CYCLES_PER_PATH for AMPLITUDE, PHASE, and LINEAR with a fixed number of samples; else CYCLES_PER_DISTANCE.',
  })
  frequencyUnit!: FrequencyUnit;

  @Field(() => [Float], { description: 'Frequency of each bin, from 0, in frequencyUnit.' })
  frequency!: number[];

  @Field(() => [Float], { description: 'Mean magnitude of each bin.' })
  magnitude!: number[];

  @Field(() => [Float], { nullable: true, description: 'Lower 95 % bounds; null where there are none.' })
  lower!: number[] | null;

  @Field(() => [Float], { nullable: true, description: 'Upper 95 % bounds; null where there are none.' })
  upper!: number[] | null;

  @Field(() => Float32Base64, {
    description: 'Magnitude, lower and upper one after another; NaN where there are no bounds.',
  })
  packed!: string;
}
