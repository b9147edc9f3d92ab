import { type Group, type PathScope, type SpectrumEstimator, scopeOf } from '@passband/engine';
import {
  frequencyAxis,
  GroupSpectrum,
  type MeanSpectrum,
  MINIMUM_SAMPLES,
  resampleSpectrum,
  scopeMeanSpectrum,
} from '@passband/spectrum';
import type { PathRow } from '@passband/store';

export interface SpectrumChoice {
  estimator: SpectrumEstimator;
  bins: number;
  scope: PathScope | null;
  byClassPair: boolean;
  /** Only of the first so many rounds; null for all. */
  rounds: number | null;
}

/** A mean spectrum and what it is over; `group` null over a whole scope. */
export interface ScopeSpectrum {
  scope: PathScope;
  group: Group | null;
  spectrum: MeanSpectrum;
}

type StreamedPath = Pick<PathRow, 'classA' | 'classB' | 'samples' | 'spectra'>;

/** Mean spectra of paths that stream by in order of group: one of each scope of `scopes`, or one of each group. */
export async function spectraOf(
  paths: AsyncIterable<StreamedPath>,
  step: number,
  { estimator, bins, scope, byClassPair }: SpectrumChoice,
  scopes: readonly PathScope[],
): Promise<ScopeSpectrum[]> {
  const groups: { group: Group; scope: PathScope; sum: GroupSpectrum }[] = [];
  for await (const { classA, classB, samples, spectra } of paths) {
    const of = scopeOf({ classA, classB });
    if (samples < MINIMUM_SAMPLES || (scope !== null && of !== scope)) continue;
    let last = groups.at(-1);
    if (last?.group.classA !== classA || last.group.classB !== classB) {
      last = { group: { classA, classB }, scope: of, sum: new GroupSpectrum(bins) };
      groups.push(last);
    }
    last.sum.add(resampleSpectrum(spectra[estimator], samples, estimator, step, bins));
  }
  const frequency = frequencyAxis(step, bins);
  const rows = scopes.flatMap((one) => {
    const own = groups.filter((group) => group.scope === one);
    return byClassPair
      ? own.map(({ group, sum }) => row(one, group, scopeMeanSpectrum([sum], frequency)))
      : [
          row(
            one,
            null,
            scopeMeanSpectrum(
              own.map(({ sum }) => sum),
              frequency,
            ),
          ),
        ];
  });
  return rows.filter((one) => one !== null);
}

function row(scope: PathScope, group: Group | null, spectrum: MeanSpectrum | null): ScopeSpectrum | null {
  return spectrum && { scope, group, spectrum };
}
