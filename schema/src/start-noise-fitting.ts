import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DirectionInput } from './direction.ts';
import { Measurement } from './measurement.ts';
import { Augmentation, NoiseFittingMeasurement, NoiseKind } from './noise-fitting.ts';
import { UserError } from './user-error.ts';

@InputType({
  description:
    'Trains a fresh network on a dataset with wavy labels (Nesterov momentum 0.9). With model: the architecture is that of its tags, and the result hangs on it. Without: architecture is needed, and a model is made at the start, with tags that say what was varied. INVALID where a label would be smoothed by more than 1.',
})
export class MeasureNoiseFittingInput {
  @Field(() => ID, { nullable: true, description: 'A model on which the result hangs, with a tag architecture.' })
  model?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'small-cnn, mlp or wrn-D-K, a Wide-ResNet of depth D and width K.',
  })
  architecture?: string | null;

  @Field(() => ID, { description: 'The dataset that is trained on.' })
  dataset!: string;

  @Field(() => NoiseKind, { nullable: true, defaultValue: 'RADIAL', description: 'The wave.' })
  noise!: NoiseKind;

  @Field(() => DirectionInput, { nullable: true, description: 'Of FOURIER_DIRECTION: the basis image.' })
  direction?: DirectionInput | null;

  @Field(() => Float, { description: 'Cycles per unit of norm or projection; not used for UNIFORM.' })
  frequency!: number;

  @Field(() => Float, { nullable: true, defaultValue: 0.3, description: 'Mean smoothing of the labels.' })
  amplitude!: number;

  @Field(() => Int, { nullable: true, description: 'Only labels of this class are smoothed; all when left out.' })
  onlyClass?: number | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Where losses are taken. Left out: validationShare of the dataset, drawn by the seed, is kept from training.',
  })
  validationDataset?: string | null;

  @Field(() => Float, { nullable: true, defaultValue: 0.2, description: 'Share of the dataset, above 0, below 1.' })
  validationShare!: number;

  @Field(() => Int, { nullable: true, defaultValue: 10, description: 'Epochs.' })
  epochs!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Images that are trained on, drawn by the seed; all when left out.',
  })
  trainSize?: number | null;

  @Field(() => Int, { nullable: true, defaultValue: 128, description: 'Images of a step.' })
  batchSize!: number;

  @Field(() => Float, { nullable: true, defaultValue: 0.05, description: 'Of the first step; it falls as a cosine.' })
  learningRate!: number;

  @Field(() => Float, { nullable: true, defaultValue: 0.0005, description: 'Weight decay.' })
  weightDecay!: number;

  @Field(() => [Augmentation], { nullable: true, defaultValue: [], description: 'What is done to the images.' })
  augmentation!: Augmentation[];

  @Field(() => Float, { nullable: true, defaultValue: 2, description: 'L2 norm of image-frequency noise.' })
  augmentationNorm!: number;

  @Field(() => Float, {
    nullable: true,
    defaultValue: 0.1,
    description: 'Uniform smoothing of the labels of images with image-frequency noise.',
  })
  augmentationSmoothing!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'Self-distillation: a model with whose probabilities the labels are mixed, by teacherWeight.',
  })
  teacher?: string | null;

  @Field(() => Float, { nullable: true, defaultValue: 0.5, description: "Weight of the teacher's probabilities." })
  teacherWeight!: number;

  @Field(() => Float, { nullable: true, description: 'Ends after the first epoch whose accuracy reaches this.' })
  stopAtAccuracy?: number | null;

  @Field(() => Float, { nullable: true, description: 'Ends after the first epoch whose clean loss is at most this.' })
  stopAtLoss?: number | null;

  @Field(() => Int, { nullable: true, defaultValue: 0, description: 'What is drawn, is drawn from this.' })
  seed!: number;

  @Field(() => String, {
    nullable: true,
    defaultValue: 'auto',
    description: 'What trains it, e.g. tfjs/wasm; auto: the best there is.',
  })
  runtime!: string;

  @Field(() => Int, { nullable: true, defaultValue: 0, description: 'Larger goes first.' })
  priority!: number;

  @Field(() => String, { nullable: true, description: 'The same key again returns the same measurement.' })
  idempotencyKey?: string | null;
}

@InputType({
  description:
    'Everything of base, once for each frequency, seed and direction, and once a seed with UNIFORM noise as the control; base.frequency is ignored, an idempotencyKey is extended by what varies.',
})
export class MeasureNoiseFittingSweepInput {
  @Field(() => [Float], { description: 'Frequencies of the wave.' })
  frequencies!: number[];

  @Field(() => [Int], { nullable: true, description: "Seeds; base's when left out." })
  seeds?: number[] | null;

  @Field(() => [DirectionInput], { nullable: true, description: "Directions; base's when left out." })
  directions?: DirectionInput[] | null;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Once a seed with UNIFORM noise as well.' })
  uniformControl!: boolean;

  @Field(() => MeasureNoiseFittingInput, { description: 'What all have in common.' })
  base!: MeasureNoiseFittingInput;
}

@ObjectType({ description: 'Answer to a mutation that starts several measurements: all of them, or none.' })
export class StartMeasurementsPayload {
  @Field(() => [Measurement], { description: 'What was started. Empty where there are userErrors.' })
  measurements!: Measurement[];

  @Field(() => [String], { description: 'For people: what to know about what was started.' })
  warnings!: string[];

  @Field(() => [UserError], { description: 'What was wrong with the input; nothing was started.' })
  userErrors!: UserError[];
}

@InputType({ description: 'One epoch of a training that was done elsewhere.' })
export class NoiseFittingEpochInput {
  @Field(() => Int, { description: 'From 1.' })
  epoch!: number;

  @Field(() => Float, { nullable: true, description: 'On the labels that are trained on.' })
  trainLoss?: number | null;

  @Field(() => Float, { description: 'Validation loss against the labels as they are, nats.' })
  cleanLoss!: number;

  @Field(() => Float, { description: 'Validation loss against the labels smoothed by the wave, nats.' })
  noisyLoss!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Validation loss against labels smoothed uniformly by the same amplitude, minus noisyLoss.',
  })
  waveFitting?: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of validation images classified right, 0 to 1.' })
  cleanAccuracy?: number | null;
}

@InputType({ description: 'Noise fitting that was measured elsewhere, in PyTorch or JAX.' })
export class RecordNoiseFittingInput {
  @Field(() => ID, { description: 'The model that was trained.' })
  model!: string;

  @Field(() => ID, { description: 'The dataset that it was trained on.' })
  dataset!: string;

  @Field(() => NoiseKind, { description: 'The wave.' })
  noise!: NoiseKind;

  @Field(() => DirectionInput, { nullable: true, description: 'Of FOURIER_DIRECTION: the basis image.' })
  direction?: DirectionInput | null;

  @Field(() => Float, { description: 'Cycles per unit of norm or projection; 0 for UNIFORM.' })
  frequency!: number;

  @Field(() => Float, { description: 'Mean smoothing of the labels.' })
  amplitude!: number;

  @Field(() => Int, { nullable: true, description: 'The only class whose labels were smoothed.' })
  onlyClass?: number | null;

  @Field(() => Int, { nullable: true, defaultValue: 0, description: 'Of the training.' })
  seed!: number;

  @Field(() => String, { nullable: true, description: 'Of the network.' })
  architecture?: string | null;

  @Field(() => [NoiseFittingEpochInput], { description: 'Every epoch once, in order.' })
  epochs!: NoiseFittingEpochInput[];
}

@ObjectType({ description: 'Answer to recordNoiseFitting.' })
export class RecordNoiseFittingPayload {
  @Field(() => NoiseFittingMeasurement, { nullable: true, description: 'Null where there are userErrors.' })
  measurement!: NoiseFittingMeasurement | null;

  @Field(() => [UserError], { description: 'What was wrong with the input; nothing was recorded.' })
  userErrors!: UserError[];
}
