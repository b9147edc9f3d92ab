import {
  type ByEstimator,
  byEstimator,
  type Group,
  type PathScope,
  PUBLISHED_CUTOFF,
  type SpectrumEstimator,
  scopeOf,
} from '@passband/engine';
import {
  type CutoffUnit,
  type Estimate,
  estimateOf,
  fraction,
  MINIMUM_SAMPLES,
  Moments,
  ScopeMoments,
  SPECTRUM_ESTIMATORS,
} from '@passband/spectrum';
import type { MeasurementRow, Store } from '@passband/store';
import { axisOf, stepOf } from '../measurements/sampling.ts';
import { type ComparisonChoice, comparisonsOf, type PathComparison } from './comparisons.ts';
import { grouped } from './grouped.ts';
import { ResultCache } from './result-cache.ts';
import { groupOf, isOfGroup, type ScopeSpectrum, type SpectrumChoice, spectraOf } from './spectra.ts';

/** Which fraction of a path's spectrum is high-frequency. */
export interface FractionChoice {
  estimator: SpectrumEstimator;
  cutoff: number;
  cutoffUnit: CutoffUnit;
}

/** The fraction that is published. */
export const PUBLISHED: FractionChoice = { estimator: 'PERIODOGRAM', ...PUBLISHED_CUTOFF };

/** Two numbers of each path that is in means: columns, a place a path, in order of round. */
export interface GroupValues {
  group: Group;
  rounds: number[];
  fractions: number[];
  consistentDistances: number[];
  /** Of all its paths together. */
  samples: number;
}

export interface PathValues {
  /** In order of classA, classB, direction. */
  groups: GroupValues[];
  pathCount: number;
  /** Paths of fewer than 4 samples. */
  excludedPaths: number;
  /** Rounds that are stored of each scope, counted from 0, whether or not a path of them is in means. */
  rounds: Record<PathScope, Set<number>>;
}

export interface GroupEstimates extends Group {
  pathCount: number;
  highFrequencyFraction: Estimate | null;
  consistentDistance: Estimate | null;
}

/** Where the paths of complete rounds are read from. */
type PathStore = { paths: Pick<Store['paths'], 'stream'> };

/** Results of path spectra, from the stored paths of their complete rounds. */
export class PathResults {
  readonly #store: PathStore;
  /** Numbers kept: about 64 MB. */
  readonly #cache = new ResultCache(4_000_000);

  constructor(store: PathStore) {
    this.#store = store;
  }

  async values(row: MeasurementRow, choice: FractionChoice): Promise<PathValues> {
    const byEach = await this.#cache.get(
      valuesKey(row, choice),
      () => this.#readValues(row, choice),
      ({ PERIODOGRAM }) => 10 + 5 * PERIODOGRAM.pathCount,
    );
    return byEach[choice.estimator];
  }

  /** Mean over a scope, or over all groups of all scopes where it is null; null without paths. */
  async highFrequencyFraction(
    row: MeasurementRow,
    scope: PathScope | null,
    choice: FractionChoice,
  ): Promise<Estimate | null> {
    return scopeEstimateOf(await this.values(row, choice), scope, (group) => group.fractions);
  }

  /**
   * The same of each scope, for a look over many measurements: of each only these are kept, and what was kept of others for
   * their own pages stays.
   */
  async scopeFractions(row: MeasurementRow, choice: FractionChoice): Promise<Record<PathScope, Estimate | null>> {
    const key = valuesKey(row, choice);
    const byEach = await this.#cache.get(
      `scopes of ${key}`,
      async () => {
        const values = await (this.#cache.kept<ByEstimator<PathValues>>(key) ?? this.#readValues(row, choice));
        const of = (estimator: SpectrumEstimator, scope: PathScope) =>
          scopeEstimateOf(values[estimator], scope, (group) => group.fractions);
        return byEstimator((estimator) => ({
          WITHIN_CLASS: of(estimator, 'WITHIN_CLASS'),
          BETWEEN_CLASS: of(estimator, 'BETWEEN_CLASS'),
        }));
      },
      () => 60,
    );
    return byEach[choice.estimator];
  }

  /** Mean over the paths along one direction, by its place in the measurement's list. */
  async directionFraction(row: MeasurementRow, direction: number, choice: FractionChoice): Promise<Estimate | null> {
    const { groups } = await this.values(row, choice);
    const own = groups.filter(({ group }) => group.direction === direction);
    return estimateOfGroups(own, (group) => group.fractions);
  }

  async consistentDistance(row: MeasurementRow, scope: PathScope | null): Promise<Estimate | null> {
    return scopeEstimateOf(await this.values(row, PUBLISHED), scope, (group) => group.consistentDistances);
  }

  async groups(row: MeasurementRow, scope: PathScope | null, choice: FractionChoice): Promise<GroupEstimates[]> {
    const { groups } = await this.values(row, choice);
    return ofScope(groups, scope).map(({ group, fractions, consistentDistances }) => ({
      ...group,
      pathCount: fractions.length,
      highFrequencyFraction: estimateOf(Moments.of(fractions)),
      consistentDistance: estimateOf(Moments.of(consistentDistances)),
    }));
  }

  /** The mean of a scope after each finished round, the one before where no path of it is in means; `round` counts from 1. */
  async rounds(
    row: MeasurementRow,
    scope: PathScope,
  ): Promise<{ round: number; pathCount: number; highFrequencyFraction: Estimate | null }[]> {
    const values = await this.values(row, PUBLISHED);
    const groups = ofScope(values.groups, scope);
    const columns = groups.map((group) => ({ ...group, moments: new Moments(), next: 0 }));
    const rounds = [...values.rounds[scope]].sort((a, b) => a - b);
    return rounds.map((round) => {
      const all = new ScopeMoments();
      let pathCount = 0;
      for (const column of columns) {
        if (column.rounds[column.next] === round) column.moments.add(column.fractions[column.next++]!);
        pathCount += column.moments.count;
        all.addGroup(column.moments);
      }
      return { round: round + 1, pathCount, highFrequencyFraction: all.estimate() };
    });
  }

  /** Samples of all stored paths of a scope. */
  async samples(row: MeasurementRow, scope: PathScope): Promise<number> {
    const { groups } = await this.values(row, PUBLISHED);
    return ofScope(groups, scope).reduce((sum, group) => sum + group.samples, 0);
  }

  /** Mean spectra, one a scope, a class or pair of classes, or a direction. */
  spectra(row: MeasurementRow, choice: SpectrumChoice): Promise<ScopeSpectrum[]> {
    const key = ['spectra', stateOf(row), JSON.stringify(choice)].join(' ');
    return this.#cache.get(
      key,
      () =>
        spectraOf(
          this.#store.paths.stream(row.id, {
            upToRound: choice.rounds ?? undefined,
            estimators: [choice.estimator],
          }),
          axisOf(row).step,
          choice,
        ),
      (spectra) => 10 + spectra.length * 4 * choice.bins,
    );
  }

  /** Each of others minus the reference, over the paths that both measured: for each of others a row a scope and estimator. */
  comparisons(
    reference: MeasurementRow,
    others: readonly MeasurementRow[],
    choice: ComparisonChoice,
  ): Promise<PathComparison[][]> {
    const key = ['comparisons', ...[reference, ...others].map(stateOf), JSON.stringify(choice)].join(' ');
    const { estimators } = choice;
    const measured = (row: MeasurementRow) => ({ row, paths: this.#store.paths.stream(row.id, { estimators }) });
    return this.#cache.get(
      key,
      () => comparisonsOf(measured(reference), others.map(measured), choice),
      (comparisons) =>
        comparisons.flat().reduce((sum, { groups }) => sum + 10 + 10 * groups.length + 4 * choice.bins, 10),
    );
  }

  /** In one reading for all estimators: who asks for one asks for another next. What isn't theirs is shared. */
  async #readValues(row: MeasurementRow, cut: Omit<FractionChoice, 'estimator'>): Promise<ByEstimator<PathValues>> {
    const rounds = { WITHIN_CLASS: new Set<number>(), BETWEEN_CLASS: new Set<number>() };
    const groups: (Omit<GroupValues, 'fractions'> & { fractions: ByEstimator<number[]> })[] = [];
    let pathCount = 0;
    let excludedPaths = 0;
    for await (const path of this.#store.paths.stream(row.id)) {
      const { round, samples, spectra } = path;
      let last = groups.at(-1);
      if (!last || !isOfGroup(path, last.group)) {
        const fractions = byEstimator<number[]>(() => []);
        last = { group: groupOf(path), rounds: [], fractions, consistentDistances: [], samples: 0 };
        groups.push(last);
      }
      last.samples += samples;
      rounds[scopeOf(last.group)].add(round);
      if (samples < MINIMUM_SAMPLES) {
        excludedPaths++;
        continue;
      }
      const step = stepOf(row, path);
      last.rounds.push(round);
      for (const estimator of SPECTRUM_ESTIMATORS)
        last.fractions[estimator].push(fraction(spectra[estimator], { ...cut, estimator, samples, step }));
      last.consistentDistances.push(path.consistentDistance);
      pathCount++;
    }
    return byEstimator((estimator) => ({
      groups: groups.map((group) => ({ ...group, fractions: group.fractions[estimator] })),
      ...{ pathCount, excludedPaths, rounds },
    }));
  }
}

/** Which paths are stored: results of an equal state are equal. */
function stateOf({ id, roundsDone, withinRounds, betweenRounds }: MeasurementRow): string {
  return [id, roundsDone, withinRounds, betweenRounds].join(' ');
}

const valuesKey = (row: MeasurementRow, { cutoff, cutoffUnit }: Omit<FractionChoice, 'estimator'>): string =>
  ['values', stateOf(row), cutoff, cutoffUnit].join(' ');

function ofScope(groups: GroupValues[], scope: PathScope | null): GroupValues[] {
  const byScope = grouped(groups, ({ group }) => scopeOf(group));
  const within = byScope.get('WITHIN_CLASS') ?? [];
  const between = byScope.get('BETWEEN_CLASS') ?? [];
  if (scope === null) return [...within, ...between];
  return scope === 'WITHIN_CLASS' ? within : between;
}

function scopeEstimateOf(
  { groups }: PathValues,
  scope: PathScope | null,
  pick: (group: GroupValues) => number[],
): Estimate | null {
  return estimateOfGroups(ofScope(groups, scope), pick);
}

function estimateOfGroups(groups: readonly GroupValues[], pick: (group: GroupValues) => number[]): Estimate | null {
  const moments = new ScopeMoments();
  for (const group of groups) moments.addGroup(Moments.of(pick(group)));
  return moments.estimate();
}
