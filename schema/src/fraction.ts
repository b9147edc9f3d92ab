import { Field, Float, InputType, registerEnumType } from 'type-graphql';

export const SpectrumEstimator = {
  PERIODOGRAM: 'PERIODOGRAM',
  MIRRORED: 'MIRRORED',
  DISTANCE_POWER: 'DISTANCE_POWER',
} as const;
export type SpectrumEstimator = keyof typeof SpectrumEstimator;
registerEnumType(SpectrumEstimator, {
  name: 'SpectrumEstimator',
  description: "How a path's spectrum is estimated.",
  valuesConfig: {
    PERIODOGRAM: {
      description: "The published one: mean over classes of |DFT|. It leaks where the path's two ends differ.",
    },
    MIRRORED: { description: 'The same of the path followed by its mirror image: no leakage from unequal ends.' },
    DISTANCE_POWER: { description: "|DFT|² of the distance to the path's first probabilities: the official code's." },
  },
});

export const CutoffUnit = { SHARE_OF_BINS: 'SHARE_OF_BINS', CYCLES_PER_DISTANCE: 'CYCLES_PER_DISTANCE' } as const;
export type CutoffUnit = keyof typeof CutoffUnit;
registerEnumType(CutoffUnit, {
  name: 'CutoffUnit',
  description: 'What the cutoff of a high-frequency fraction counts in.',
  valuesConfig: {
    SHARE_OF_BINS: {
      description:
        "The published one: 0.1 leaves out the lowest tenth of a path's bins, whatever its length. It jumps with the number of samples.",
    },
    CYCLES_PER_DISTANCE: {
      description: 'Compares paths of different lengths; bins count by the part of them above the cutoff.',
    },
  },
});

@InputType({
  description:
    'Which fraction the metrics highFrequencyFraction.* mean: taken from stored spectra, NaN where there are none.',
})
export class FractionInput {
  @Field(() => SpectrumEstimator, {
    nullable: true,
    defaultValue: 'PERIODOGRAM',
    description: 'How the spectra are estimated.',
  })
  estimator!: SpectrumEstimator;

  @Field(() => Float, {
    nullable: true,
    defaultValue: 0.1,
    description: 'Where high frequencies begin, in cutoffUnit.',
  })
  cutoff!: number;

  @Field(() => CutoffUnit, { nullable: true, defaultValue: 'SHARE_OF_BINS', description: 'What the cutoff counts in.' })
  cutoffUnit!: CutoffUnit;
}
