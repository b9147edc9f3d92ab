import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Class } from './dataset.ts';
import { Estimate } from './estimate.ts';
import { SpectrumEstimator } from './fraction.ts';
import { FrequencyUnit } from './frequency-unit.ts';
import { PathScope } from './path-kind.ts';
import { PathSpectrumMeasurement } from './path-spectrum.ts';

@ObjectType({ description: 'Two measurements over the paths of one class, or of one pair of classes.' })
export class GroupComparison {
  @Field(() => Class, { description: 'The class of smaller index.' })
  classA!: Class;

  @Field(() => Class, { description: 'The class of larger index.' })
  classB!: Class;

  @Field(() => Estimate, {
    nullable: true,
    description: 'Mean over its paths of the high-frequency fraction of the other minus that of the reference.',
  })
  difference!: Estimate | null;

  @Field(() => Int, { description: 'Paths that both measured and that are in means.' })
  pairedPaths!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Of the two-sided paired t-test. Null where there is no standard error, or no path differs.',
  })
  pValue!: number | null;
}

@ObjectType({
  description: "The other's mean spectrum over the reference's, on one axis, both over the paths that both measured.",
})
export class RatioSpectrum {
  @Field(() => FrequencyUnit, {
    description:
      'CYCLES_PER_PATH for AMPLITUDE, PHASE, and LINEAR with a fixed number of samples; else CYCLES_PER_DISTANCE.',
  })
  frequencyUnit!: FrequencyUnit;

  @Field(() => [Float], { description: 'Frequency of each bin, from 0, in frequencyUnit.' })
  frequency!: number[];

  @Field(() => [Float], {
    nullable: 'items',
    description: "The ratio in each bin; null where the reference's mean spectrum is 0.",
  })
  ratio!: (number | null)[];

  @Field(() => [Float], {
    nullable: 'items',
    description: 'Lower 95 % bounds, by the delta method; null in each bin where there are none.',
  })
  lower!: (number | null)[];

  @Field(() => [Float], {
    nullable: 'items',
    description: 'Upper 95 % bounds, by the delta method; null in each bin where there are none.',
  })
  upper!: (number | null)[];
}

@ObjectType({
  description:
    'One measurement minus another over the paths that both measured: those of the same images, in the same direction.',
})
export class Comparison {
  @Field(() => PathSpectrumMeasurement, { description: 'What is subtracted.' })
  reference!: PathSpectrumMeasurement;

  @Field(() => PathSpectrumMeasurement, { description: 'What it is subtracted from.' })
  other!: PathSpectrumMeasurement;

  @Field(() => PathScope, { description: 'Over paths of this scope.' })
  scope!: PathScope;

  @Field(() => SpectrumEstimator, { description: 'How the spectra are estimated.' })
  estimator!: SpectrumEstimator;

  @Field(() => Estimate, {
    nullable: true,
    description:
      'Mean over paths, every group weighing the same, of the high-frequency fraction of the other minus that of the reference. Null without paths. The bounds are about these two trained networks.',
  })
  difference!: Estimate | null;

  @Field(() => Int, { description: 'Paths that both measured and that are in means.' })
  pairedPaths!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Of the two-sided paired t-test. Null where there is no standard error, or no path differs.',
  })
  pValue!: number | null;

  @Field(() => [GroupComparison], {
    description: 'One row a class or pair of classes: the map of differences. Empty for DIRECTION.',
  })
  groups!: GroupComparison[];

  @Field(() => RatioSpectrum, {
    nullable: true,
    description:
      'Mean spectrum of other over that of reference, with bounds from the paired paths. Null without paths.',
  })
  ratio!: RatioSpectrum | null;
}
