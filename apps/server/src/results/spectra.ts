import { type Group, type PathScope, type SpectrumEstimator, scopeOf } from '@passband/engine';
import {
  frequencyAxis,
  GroupSpectrum,
  type MeanSpectrum,
  MINIMUM_SAMPLES,
  resampleSpectrum,
  scopeMeanSpectrum,
} from '@passband/spectrum';
import type { StreamedPath } from '@passband/store';
import { grouped } from './grouped.ts';

/** A row a scope, a class or pair of classes, or a direction. */
export type SpectrumRows = 'SCOPE' | 'CLASS_PAIR' | 'DIRECTION';

export interface SpectrumChoice {
  estimator: SpectrumEstimator;
  bins: number;
  scope: PathScope | null;
  rows: SpectrumRows;
  /** Only of the first so many rounds; null for all. */
  rounds: number | null;
}

/** A mean spectrum and what it is over; `group` null over a whole scope. */
export interface ScopeSpectrum {
  scope: PathScope;
  group: Group | null;
  spectrum: MeanSpectrum;
}

type SpectrumPath = Pick<StreamedPath, 'classA' | 'classB' | 'direction' | 'samples' | 'spectra'>;

interface GroupSum {
  group: Group;
  sum: GroupSpectrum;
}

/** Mean spectra of paths that stream by in order of group; within first, then in the order of the groups. */
export async function spectraOf(
  paths: AsyncIterable<SpectrumPath>,
  step: number,
  choice: SpectrumChoice,
): Promise<ScopeSpectrum[]> {
  const sums = await groupSums(paths, step, choice);
  const frequency = frequencyAxis(step, choice.bins);
  const rows = [...grouped(sums, ({ group }) => keyOf(group, choice.rows)).values()].flatMap((own) => {
    const [first] = own;
    const spectrum = scopeMeanSpectrum(
      own.map(({ sum }) => sum),
      frequency,
    );
    if (!first || !spectrum) return [];
    return [{ scope: scopeOf(first.group), group: choice.rows === 'SCOPE' ? null : first.group, spectrum }];
  });
  const of = (scope: PathScope): ScopeSpectrum[] => rows.filter((row) => row.scope === scope);
  return [...of('WITHIN_CLASS'), ...of('BETWEEN_CLASS')];
}

function keyOf(group: Group, rows: SpectrumRows): string {
  if (rows === 'SCOPE') return scopeOf(group);
  return rows === 'DIRECTION' ? String(group.direction) : `${group.classA}/${group.classB}`;
}

async function groupSums(
  paths: AsyncIterable<SpectrumPath>,
  step: number,
  { estimator, bins, scope }: SpectrumChoice,
): Promise<GroupSum[]> {
  const sums: GroupSum[] = [];
  for await (const path of paths) {
    const { samples, spectra } = path;
    if (samples < MINIMUM_SAMPLES || (scope !== null && scopeOf(path) !== scope)) continue;
    let last = sums.at(-1);
    if (!last || !isOfGroup(path, last.group)) {
      last = { group: groupOf(path), sum: new GroupSpectrum(bins) };
      sums.push(last);
    }
    last.sum.add(resampleSpectrum(spectra[estimator], samples, estimator, step, bins));
  }
  return sums;
}

export function groupOf({ classA, classB, direction }: Group): Group {
  return direction === undefined ? { classA, classB } : { classA, classB, direction };
}

export function isOfGroup(path: Group, group: Group): boolean {
  return path.classA === group.classA && path.classB === group.classB && path.direction === group.direction;
}
