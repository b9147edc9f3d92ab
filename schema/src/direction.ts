import { Field, Float, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Spectrum } from './spectrum.ts';

export const DirectionKind = {
  FOURIER: 'FOURIER',
  RANDOM: 'RANDOM',
  COMPOSITE_F: 'COMPOSITE_F',
  COMPOSITE_INVERSE_F: 'COMPOSITE_INVERSE_F',
} as const;
export type DirectionKind = keyof typeof DirectionKind;
registerEnumType(DirectionKind, {
  name: 'DirectionKind',
  description: 'Where a path along a direction goes.',
  valuesConfig: {
    FOURIER: { description: 'Along the Fourier basis image (i, j).' },
    RANDOM: { description: 'Along a direction drawn by the seed.' },
    COMPOSITE_F: { description: 'Along all basis images, weighted by f².' },
    COMPOSITE_INVERSE_F: { description: 'Along all basis images, weighted by 1 / f².' },
  },
});

@ObjectType({ description: 'A direction in normalised pixel space.' })
export class Direction {
  @Field(() => DirectionKind, { description: 'What it is.' })
  kind!: DirectionKind;

  @Field(() => Int, { nullable: true, description: 'Row of the cell of the shifted 2-D DFT, for FOURIER.' })
  i!: number | null;

  @Field(() => Int, { nullable: true, description: 'Column of the cell of the shifted 2-D DFT, for FOURIER.' })
  j!: number | null;

  @Field(() => Float, { nullable: true, description: 'Distance of the cell from the centre, in cycles per image.' })
  imageFrequency!: number | null;
}

@ObjectType({ description: 'Image frequency against function frequency: the mean spectrum along one direction.' })
export class DirectionSpectrum {
  @Field(() => Direction, { description: 'The direction.' })
  direction!: Direction;

  @Field(() => Spectrum, { description: 'Mean spectrum along it.' })
  spectrum!: Spectrum;
}

@InputType({ description: 'A direction in normalised pixel space.' })
export class DirectionInput {
  @Field(() => DirectionKind, { description: 'What it is.' })
  kind!: DirectionKind;

  @Field(() => Int, { nullable: true, description: 'Row of the cell of the shifted 2-D DFT, for FOURIER.' })
  i?: number | null;

  @Field(() => Int, { nullable: true, description: 'Column of the cell of the shifted 2-D DFT, for FOURIER.' })
  j?: number | null;
}
