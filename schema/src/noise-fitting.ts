import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Measurement } from './measurement.ts';
import { Node } from './node.ts';

export const NoiseKind = {
  RADIAL: 'RADIAL',
  RANDOM_DIRECTION: 'RANDOM_DIRECTION',
  FOURIER_DIRECTION: 'FOURIER_DIRECTION',
  COMPOSITE_F: 'COMPOSITE_F',
  COMPOSITE_INVERSE_F: 'COMPOSITE_INVERSE_F',
  UNIFORM: 'UNIFORM',
} as const;
export type NoiseKind = keyof typeof NoiseKind;
registerEnumType(NoiseKind, {
  name: 'NoiseKind',
  description: 'The wave by which labels are smoothed.',
  valuesConfig: {
    RADIAL: { description: 'A sine of the norm of the image, its phase the mean norm of the training set.' },
    RANDOM_DIRECTION: { description: 'A sine of the projection on a direction that is drawn by the seed.' },
    FOURIER_DIRECTION: { description: 'A sine of the projection on the Fourier basis image (i, j).' },
    COMPOSITE_F: { description: 'A sine of the projection on all basis images, weighted by f².' },
    COMPOSITE_INVERSE_F: { description: 'A sine of the projection on all basis images, weighted by 1 / f².' },
    UNIFORM: { description: 'No wave: every label is smoothed by the amplitude. The control of a sweep.' },
  },
});

export const Augmentation = {
  FLIP_CROP: 'FLIP_CROP',
  CUTOUT: 'CUTOUT',
  MIXUP: 'MIXUP',
  NOISE_F: 'NOISE_F',
  NOISE_INVERSE_F: 'NOISE_INVERSE_F',
} as const;
export type Augmentation = keyof typeof Augmentation;
registerEnumType(Augmentation, {
  name: 'Augmentation',
  description: 'What is done to images and labels before they are trained on.',
  valuesConfig: {
    FLIP_CROP: { description: 'Mirrored with probability 1/2, padded by 4 zeros a side, cropped at random.' },
    CUTOUT: { description: 'A square of half the shorter side is set to 0, its centre anywhere in the image.' },
    MIXUP: { description: 'Images and labels mixed with a permutation of the batch, by one share from Beta(1, 1).' },
    NOISE_F: { description: 'With probability 1/2 a composite image weighted by f² is added, the label smoothed.' },
    NOISE_INVERSE_F: {
      description: 'With probability 1/2 a composite image weighted by 1 / f² is added, the label smoothed.',
    },
  },
});

@ObjectType({ description: 'Validation losses after one epoch: cross-entropy, nats, mean over images.' })
export class NoiseFittingEpoch {
  @Field(() => Int, { description: 'From 1.' })
  epoch!: number;

  @Field(() => Float, {
    nullable: true,
    description: "Mean over the epoch's steps on the labels that are trained on. Null where it was not recorded.",
  })
  trainLoss!: number | null;

  @Field(() => Float, { description: 'Against the labels as they are.' })
  cleanLoss!: number;

  @Field(() => Float, { description: 'Against the labels smoothed by the wave.' })
  noisyLoss!: number;

  @Field(() => Float, { description: 'cleanLoss - noisyLoss: higher, the more the noise is followed.' })
  noiseFitting!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Loss against labels smoothed uniformly by the same amplitude, minus noisyLoss: 0 where the wave itself is not followed. Null where it was not recorded.',
  })
  waveFitting!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of validation images classified right, 0 to 1. Null where it was not recorded.',
  })
  cleanAccuracy!: number | null;
}

@ObjectType({
  implements: [Node, Measurement],
  description:
    'How readily a network follows labels smoothed by a wave of a chosen frequency, epoch by epoch (Fridovich-Keil et al. 2022, section 3).',
})
export class NoiseFittingMeasurement extends Measurement {
  @Field(() => NoiseKind, { description: 'The wave.' })
  noise!: NoiseKind;

  @Field(() => Float, {
    description: 'Of the wave, in cycles per unit of norm or projection in normalised pixel space; 0 for UNIFORM.',
  })
  frequency!: number;

  @Field(() => Float, { description: 'Mean smoothing of the labels, 0 to 1.' })
  amplitude!: number;

  @Field(() => String, { nullable: true, description: 'Of the network that is trained. Null where it was not said.' })
  architecture!: string | null;

  @Field(() => [Augmentation], { description: 'What is done to the images that are trained on.' })
  augmentation!: Augmentation[];

  @Field(() => Int, { nullable: true, description: 'Images that are trained on. Null where it was not recorded.' })
  trainSize!: number | null;
}
