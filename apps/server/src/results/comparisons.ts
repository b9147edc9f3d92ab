import { setImmediate } from 'node:timers/promises';
import { type Group, type PathScope, type SpectrumEstimator, scopeOf } from '@passband/engine';
import {
  type CutoffUnit,
  fraction,
  frequencyAxis,
  type PairedDifference,
  PairedSpectra,
  type PairedValues,
  paired,
  pairedScope,
  resampleSpectrum,
  ScopeRatio,
  type SpectrumRatio,
} from '@passband/spectrum';
import type { MeasurementRow, StreamedPath } from '@passband/store';
import { axisOf, stepOf } from '../measurements/sampling.ts';
import { grouped } from './grouped.ts';
import { type MeasuredPaths, type PathPair, pathPairs } from './path-pairs.ts';
import { groupOf } from './spectra.ts';

export interface ComparisonChoice {
  scopes: readonly PathScope[];
  estimators: readonly SpectrumEstimator[];
  cutoff: number;
  cutoffUnit: CutoffUnit;
  bins: number;
}

export interface GroupDifference extends PairedDifference {
  group: Group;
  pairedPaths: number;
}

/** One of others minus the reference, over the paths of a scope that both measured. */
export interface PathComparison extends PairedDifference {
  scope: PathScope;
  estimator: SpectrumEstimator;
  pairedPaths: number;
  /** In order of classA, classB, direction. */
  groups: GroupDifference[];
  /** Null without paths. */
  ratio: SpectrumRatio | null;
}

/** For each of others, in their order, a row for each scope and estimator. */
export async function comparisonsOf(
  reference: MeasuredPaths,
  others: readonly MeasuredPaths[],
  choice: ComparisonChoice,
): Promise<PathComparison[][]> {
  const sums = others.map(({ row }) =>
    choice.scopes.flatMap((scope) =>
      choice.estimators.map((estimator) => new ComparisonSum(reference.row, row, { ...choice, scope, estimator })),
    ),
  );
  for await (const classPairs of pathPairs(reference, others)) {
    for (const [k, pairs] of classPairs.entries()) {
      for (const group of grouped(pairs, (pair) => pair.reference.direction).values())
        for (const sum of sums[k] ?? []) sum.addGroup(group);
      // Others than this request have their turn.
      await setImmediate();
    }
  }
  return sums.map((rows) => rows.map((row) => row.comparison()));
}

type SumChoice = ComparisonChoice & { scope: PathScope; estimator: SpectrumEstimator };

/** What a comparison is made of, group by group: of spectra no more is kept than sums. */
class ComparisonSum {
  readonly #rows: { a: MeasurementRow; b: MeasurementRow };
  readonly #choice: SumChoice;
  readonly #groups: { group: Group; values: PairedValues }[] = [];
  readonly #ratio: ScopeRatio;

  constructor(a: MeasurementRow, b: MeasurementRow, choice: SumChoice) {
    this.#rows = { a, b };
    this.#choice = choice;
    this.#ratio = new ScopeRatio(frequencyAxis(axisOf(a).step, choice.bins));
  }

  /** The next group, complete; one of another scope is left out. */
  addGroup(pairs: readonly PathPair[]): void {
    const [first] = pairs;
    if (!first || scopeOf(first.reference) !== this.#choice.scope) return;
    const { a, b } = this.#rows;
    const spectra = new PairedSpectra(this.#choice.bins);
    for (const { reference, other } of pairs) spectra.add(this.#amplitudes(a, reference), this.#amplitudes(b, other));
    this.#ratio.addGroup(spectra);
    const values = {
      a: pairs.map(({ reference }) => this.#fraction(a, reference)),
      b: pairs.map(({ other }) => this.#fraction(b, other)),
    };
    this.#groups.push({ group: groupOf(first.reference), values });
  }

  comparison(): PathComparison {
    const { scope, estimator } = this.#choice;
    const groups = this.#groups.map(({ group, values: { a, b } }) => ({
      group,
      pairedPaths: a.length,
      ...paired(a, b),
    }));
    const pairedPaths = groups.reduce((sum, group) => sum + group.pairedPaths, 0);
    const difference = pairedScope(this.#groups.map(({ values }) => values));
    return { scope, estimator, pairedPaths, ...difference, groups, ratio: this.#ratio.ratio() };
  }

  #amplitudes(row: MeasurementRow, { spectra, samples }: StreamedPath): Float64Array {
    const { estimator, bins } = this.#choice;
    return resampleSpectrum(spectra[estimator], samples, estimator, axisOf(row).step, bins);
  }

  #fraction(row: MeasurementRow, path: StreamedPath): number {
    const { estimator, cutoff, cutoffUnit } = this.#choice;
    const { samples, spectra } = path;
    return fraction(spectra[estimator], { estimator, cutoff, cutoffUnit, samples, step: stepOf(row, path) });
  }
}
