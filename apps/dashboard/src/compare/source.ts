import { measurementHref } from '../components/links.ts';
import { dateTime } from '../format/time.ts';
import { plural } from '../format/words.ts';
import type { Candidate } from './choice.ts';
import type { SpectraResult } from './documents.ts';
import { type PathCounts, pathsWords } from './finding.ts';

/** Which of several measurements a model's numbers are of. */
export interface Source {
  href: string;
  /** When it was started. */
  time: string;
  /** Its paths, and out of how many it was chosen. */
  words: string;
}

/** Said of a model that has several finished path spectra on the dataset; undefined of one that has one. */
export function sourceOf(
  { spectra }: { spectra: readonly Candidate[] },
  chosen: Candidate,
  paths: PathCounts,
): Source | undefined {
  const finished = spectra.filter(({ status, dataset }) => status === 'SUCCEEDED' && dataset.id === chosen.dataset.id);
  if (finished.length < 2) return undefined;
  return {
    href: measurementHref(chosen.id),
    time: dateTime(chosen.createdAt),
    words: `${pathsWords(paths)}; 1 of its ${plural(finished.length, 'path spectrum', 'path spectra')}`,
  };
}

/** How many paths the means of a measurement are over. */
export function measuredPaths(spectra: SpectraResult, spectrum: string): PathCounts {
  const counted = ({ rows }: SpectraResult['within']) =>
    rows.find(({ measurement }) => measurement.id === spectrum)?.measurement.fraction?.count ?? 0;
  return { within: counted(spectra.within), between: counted(spectra.between) };
}
