import { Field, Float, ObjectType } from 'type-graphql';
import { PathSpectrumMeasurement } from './path-spectrum.ts';
import { Float32Base64 } from './scalars.ts';

@ObjectType({ description: 'The mean spectrum of one measurement on the axis of its set.' })
export class SpectrumRow {
  @Field(() => PathSpectrumMeasurement, { description: 'Whose it is.' })
  measurement!: PathSpectrumMeasurement;

  @Field(() => Float32Base64, { description: 'Magnitude, lower and upper one after another; NaN where there is none.' })
  packed!: string;
}

@ObjectType({ description: 'Mean spectra of several measurements on one axis.' })
export class SpectrumSet {
  @Field(() => [Float], { description: 'Frequency of each bin, from 0.' })
  frequency!: number[];

  @Field(() => [SpectrumRow], { description: 'A row a measurement, in the order asked for.' })
  rows!: SpectrumRow[];
}
