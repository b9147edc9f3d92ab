import { Field, Float, ID, InputType, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from './node.ts';
import { PageInfo } from './page-info.ts';
import { DateTime, Sha256 } from './scalars.ts';

export const MeasurementMethod = {
  PATH_SPECTRUM: 'PATH_SPECTRUM',
  NOISE_FITTING: 'NOISE_FITTING',
  FOURIER_HEAT_MAP: 'FOURIER_HEAT_MAP',
  JACOBIAN_NORM: 'JACOBIAN_NORM',
  EVALUATION: 'EVALUATION',
} as const;
export type MeasurementMethod = keyof typeof MeasurementMethod;
registerEnumType(MeasurementMethod, {
  name: 'MeasurementMethod',
  description: 'What is measured.',
  valuesConfig: {
    PATH_SPECTRUM: { description: 'Spectra of the class probabilities along paths between images.' },
    NOISE_FITTING: { description: 'How far training follows labels smoothed by a wave.' },
    FOURIER_HEAT_MAP: { description: 'Error rate under each Fourier basis image.' },
    JACOBIAN_NORM: { description: 'Sensitivity of the logits to the input.' },
    EVALUATION: { description: 'Accuracy and loss.' },
  },
});

export const MeasurementStatus = {
  QUEUED: 'QUEUED',
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
export type MeasurementStatus = keyof typeof MeasurementStatus;
registerEnumType(MeasurementStatus, {
  name: 'MeasurementStatus',
  description: 'How far a measurement is.',
  valuesConfig: {
    QUEUED: { description: 'Waits for a worker.' },
    RUNNING: { description: 'A worker has begun.' },
    SUCCEEDED: { description: 'All of it is done.' },
    FAILED: { description: 'It can not be done; `error` says why.' },
    CANCELLED: { description: 'Someone stopped it; its finished rounds stay.' },
  },
});

@ObjectType({ description: 'How far a measurement is, in images.' })
export class Progress {
  @Field(() => Float, { description: 'Images evaluated so far, those of running shards included.' })
  done!: number;

  @Field(() => Float, { description: 'Images in all; an estimate until it is done.' })
  total!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Images a second now, of all workers together. Null where none runs.',
  })
  imagesPerSecond!: number | null;

  @Field(() => Float, { nullable: true, description: 'Seconds left at that speed.' })
  secondsLeft!: number | null;
}

@ObjectType({ description: 'Everything that a second run needs to give the same numbers.' })
export class Provenance {
  @Field(() => String, { description: 'Version of Passband that started it.' })
  passbandVersion!: string;

  @Field(() => Sha256, { nullable: true, description: "Of the model's file." })
  modelSha256!: string | null;

  @Field(() => Sha256, { description: "Of the dataset's file." })
  datasetSha256!: string;

  @Field(() => String, { description: 'Canonical JSON: every default filled in, keys sorted, no spaces.' })
  parameters!: string;

  @Field(() => Sha256, { description: 'Of the UTF-8 of `parameters`.' })
  parametersSha256!: string;

  @Field(() => String, { nullable: true, description: 'The device that ran it, in words. Null before it began.' })
  device!: string | null;
}

@InterfaceType({
  implements: Node,
  description: 'One run of one method on one model and dataset, with its parameters and seed.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Measurement extends Node {
  @Field(() => MeasurementMethod, { description: 'What is measured.' })
  method!: MeasurementMethod;

  @Field(() => MeasurementStatus, { description: 'How far it is.' })
  status!: MeasurementStatus;

  @Field(() => Int, {
    description: 'What is drawn, is drawn from this; the same seed gives the same pairs for every model.',
  })
  seed!: number;

  @Field(() => Progress, { description: 'How far it is, in images.' })
  progress!: Progress;

  @Field(() => String, { nullable: true, description: 'Why it FAILED, in words that a person can act on.' })
  error!: string | null;

  @Field(() => String, { nullable: true, description: 'What ran it, e.g. onnx/cpu. Null before it began.' })
  runtime!: string | null;

  @Field(() => Provenance, { description: 'Everything that a second run needs to give the same numbers.' })
  provenance!: Provenance;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When a worker began.' })
  startedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended, however it ended.' })
  finishedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who asked for it.' })
  createdBy!: string | null;

  @Field(() => Boolean, {
    description: 'Some of the work is not done: running, or cancelled. Results then cover the rounds that are.',
  })
  partial!: boolean;

  @Field(() => [String], { description: 'For people: what to look at before these numbers are believed.' })
  warnings!: string[];

  @Field(() => Float, { description: 'Images that went through the network for the stored results.' })
  imagesEvaluated!: number;
}

@ObjectType({ description: 'A measurement in a list.' })
export class MeasurementEdge {
  @Field(() => String, { description: 'Pass it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => Measurement, { description: 'The measurement.' })
  node!: Measurement;
}

@ObjectType({ description: 'A page of measurements.' })
export class MeasurementConnection {
  @Field(() => [MeasurementEdge], { description: 'The measurements of this page.' })
  edges!: MeasurementEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are on all pages.' })
  totalCount!: number;
}

@InputType({ description: 'Which measurements: all of the conditions that are given hold.' })
export class MeasurementFilter {
  @Field(() => ID, { nullable: true, description: 'Of this model.' })
  model?: string | null;

  @Field(() => ID, { nullable: true, description: 'On this dataset.' })
  dataset?: string | null;

  @Field(() => MeasurementMethod, { nullable: true, description: 'Of this method.' })
  method?: MeasurementMethod | null;

  @Field(() => MeasurementStatus, { nullable: true, description: 'In this status.' })
  status?: MeasurementStatus | null;

  @Field(() => [MeasurementStatus], { nullable: true, description: 'In one of these statuses.' })
  statuses?: MeasurementStatus[] | null;
}
