import { CutoffUnit, PathScope, SpectrumEstimator } from '@passband/schema';
import type { MeasurementRow } from '@passband/store';
import { Arg, Float, Int } from 'type-graphql';
import { refused } from '../graphql/refusal.ts';
import { pathSpectrumParameters } from '../measurements/parameters.ts';
import { hasDistance } from '../measurements/sampling.ts';
import type { FractionChoice } from '../results/path-results.ts';

/** Arguments that many fields have, each always with the same default. */
export const EstimatorArg = () =>
  Arg('estimator', () => SpectrumEstimator, {
    nullable: true,
    defaultValue: 'PERIODOGRAM',
    description: 'How spectra are estimated.',
  });
export const CutoffArg = () =>
  Arg('cutoff', () => Float, {
    nullable: true,
    defaultValue: 0.1,
    description: 'Where high frequencies begin, in cutoffUnit.',
  });
export const CutoffUnitArg = () =>
  Arg('cutoffUnit', () => CutoffUnit, {
    nullable: true,
    defaultValue: 'SHARE_OF_BINS',
    description: 'What the cutoff counts in.',
  });
export const ScopeArg = () =>
  Arg('scope', () => PathScope, {
    nullable: true,
    description: 'Only of this scope. Left out: all groups of all scopes.',
  });
export const BinsArg = () =>
  Arg('bins', () => Int, { nullable: true, defaultValue: 65, description: 'How many frequencies, 2 to 4,096.' });

/** A fraction's choice, its cutoff within the rule of its unit, and of a unit that the measurement's paths have. */
export function checkFraction(choice: FractionChoice, measurement: MeasurementRow): FractionChoice {
  if (choice.cutoffUnit === 'CYCLES_PER_DISTANCE' && !hasDistance(measurement)) {
    const { path } = pathSpectrumParameters(measurement);
    throw refused(`a cutoff in cycles per distance needs paths of a length; those of kind ${path} have none`);
  }
  const { step } = pathSpectrumParameters(measurement);
  if (choice.cutoffUnit === 'CYCLES_PER_DISTANCE' && step !== null && choice.cutoff > 1 / (2 * step))
    throw refused(
      `a cutoff in cycles per distance must be at most ${1 / (2 * step)}, where the frequencies of step ${step} end; got ${choice.cutoff}`,
    );
  return checkCutoff(choice);
}

/** A fraction's choice, its cutoff within the rule of its unit. */
export function checkCutoff(choice: FractionChoice): FractionChoice {
  const { cutoff, cutoffUnit } = choice;
  if (cutoffUnit === 'SHARE_OF_BINS' && !(cutoff >= 0 && cutoff <= 1))
    throw refused(`a cutoff as a share of bins must be from 0 to 1; got ${cutoff}`);
  if (!(cutoff >= 0)) throw refused(`a cutoff in cycles per distance must not be negative; got ${cutoff}`);
  return choice;
}

export function checkBins(bins: number): number {
  if (bins < 2 || bins > 4096) throw refused(`bins must be from 2 to 4,096; got ${bins}`);
  return bins;
}
