import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DirectionInput } from './direction.ts';
import { Measurement } from './measurement.ts';
import { PathKind, PathScope } from './path-kind.ts';
import { UserError } from './user-error.ts';

/** What every measurement of a model is started with. */
@InputType()
abstract class MeasurementInput {
  @Field(() => ID, { description: 'The model.' })
  model!: string;

  @Field(() => String, {
    nullable: true,
    defaultValue: 'auto',
    description: 'What runs it, e.g. onnx/cpu; auto: the best there is.',
  })
  runtime!: string;

  @Field(() => String, { nullable: true, description: 'The same key again returns the same measurement.' })
  idempotencyKey?: string | null;
}

/** What a measurement that draws images or paths is started with. */
@InputType()
abstract class DrawnInput extends MeasurementInput {
  @Field(() => Int, { nullable: true, defaultValue: 0, description: 'What is drawn, is drawn from this.' })
  seed!: number;

  @Field(() => Int, { nullable: true, defaultValue: 0, description: 'Larger goes first.' })
  priority!: number;
}

@InputType({ description: 'A path spectrum to measure.' })
export class MeasurePathSpectrumInput extends DrawnInput {
  @Field(() => ID, { description: 'The dataset whose images the paths join.' })
  dataset!: string;

  @Field(() => PathKind, { nullable: true, defaultValue: 'LINEAR', description: 'How paths go.' })
  path!: PathKind;

  @Field(() => [PathScope], {
    nullable: true,
    defaultValue: ['WITHIN_CLASS', 'BETWEEN_CLASS'],
    description: 'Which images they join.',
  })
  scopes!: PathScope[];

  @Field(() => Int, {
    nullable: true,
    defaultValue: 20,
    description:
      'Paths for each class and each pair of classes; for DIRECTION, start images for each class and direction. With precision: at most.',
  })
  pairsPerGroup!: number;

  @Field(() => [Int], { nullable: true, description: 'Only these classes, by index; all when left out.' })
  classes?: number[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Only this many pairs of classes, drawn by the seed; all when left out.',
  })
  classPairs?: number | null;

  @Field(() => [DirectionInput], {
    nullable: true,
    description: 'For DIRECTION. Left out: FOURIER (h/2, w/2 + k), k = 1 ... floor((w - 1) / 2).',
  })
  directions?: DirectionInput[] | null;

  @Field(() => Float, {
    nullable: true,
    defaultValue: 0.2,
    description:
      'Half-width of the square of image frequencies that AMPLITUDE and PHASE move, as a share of the image: above 0, at most 0.5.',
  })
  window!: number;

  @Field(() => Float, {
    nullable: true,
    defaultValue: 1,
    description:
      'Distance between samples in normalised pixel space. LINEAR: not used when samples is given. DIRECTION: used with samples. Not used for AMPLITUDE and PHASE.',
  })
  step!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'A fixed number of samples a path. AMPLITUDE and PHASE: 100 when left out; DIRECTION: 64.',
  })
  samples?: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Each scope stops by itself when, at the end of four rounds in a row from the fifth on, the 95 % half-width of its high-frequency fraction (PERIODOGRAM, cutoff 0.1) was at most this. Not for DIRECTION.',
  })
  precision?: number | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 20,
    description: 'How many paths of each group keep their curves.',
  })
  curvesPerGroup!: number;
}

@InputType({ description: 'An evaluation to run: accuracy and loss on all images.' })
export class EvaluateModelInput extends MeasurementInput {
  @Field(() => ID, { description: 'The dataset.' })
  dataset!: string;
}

@InputType({ description: 'A Jacobian norm to measure: how far the scores move with the input.' })
export class MeasureJacobianNormInput extends DrawnInput {
  @Field(() => ID, { description: 'The dataset whose images it is measured at.' })
  dataset!: string;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 1000,
    description: 'Images, drawn from all by the seed. 1,000 takes all of a smaller dataset.',
  })
  images!: number;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 16,
    description: 'Random directions, the same for every image.',
  })
  directions!: number;

  @Field(() => Float, {
    nullable: true,
    defaultValue: 0.01,
    description: 'Step of the forward difference, a distance in normalised pixel space.',
  })
  difference!: number;
}

@InputType({ description: 'A Fourier heat map to measure: the error rate under each Fourier basis image.' })
export class MeasureFourierHeatMapInput extends DrawnInput {
  @Field(() => ID, { description: 'The dataset whose images are shifted.' })
  dataset!: string;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 1000,
    description: 'Images, drawn from all by the seed. 1,000 takes all of a smaller dataset.',
  })
  images!: number;

  @Field(() => Float, {
    nullable: true,
    defaultValue: 4,
    description: 'L2 norm of the shift, in normalised pixel space.',
  })
  norm!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Only image frequencies up to this many cycles per image; all when left out. Other cells are NaN in packed, null in errorRate.',
  })
  maximumImageFrequency?: number | null;
}

@ObjectType({ description: 'Answer to a mutation that starts a measurement.' })
export class StartMeasurementPayload {
  @Field(() => [String], { description: 'For people: what to know about what was started.' })
  warnings!: string[];

  @Field(() => Measurement, { nullable: true, description: 'Null where there are userErrors.' })
  measurement!: Measurement | null;

  @Field(() => [UserError], { description: 'What was wrong with the input; nothing was started.' })
  userErrors!: UserError[];
}
