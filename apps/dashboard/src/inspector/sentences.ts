import { fixed } from '../format/numbers.ts';
import { count, listed, plural } from '../format/words.ts';
import { type Estimator, estimatorName } from '../model/estimator.ts';
import { type ClassRun, changesOf } from '../plots/class-runs.ts';
import type { PathAxis } from '../plots/path-axis.ts';

const few = ['never', 'once', 'twice', 'three times', 'four times', 'five times', 'six times'];

/** How often: never, once, twice, three times, 12 times. */
export function timesWords(times: number): string {
  return few[times] ?? `${count(times)} times`;
}

/** The cell in words: within Coat, from T-shirt/top to Coat, or of Coat along a direction. */
export function cellWords(cell: { classA: string; classB: string; direction?: string }): string {
  if (cell.direction !== undefined) return `from ${cell.classA} along ${cell.direction}`;
  return cell.classA === cell.classB ? `within ${cell.classA}` : `from ${cell.classA} to ${cell.classB}`;
}

/** Which path it is of the cell's, by its place in the order shown. */
export function placeWords(place: number, paths: number, cell: string): string {
  if (paths === 1) return `The one path ${cell}`;
  if (place === 0) return `The highest-frequency of the ${plural(paths, 'path')} ${cell}`;
  return `Path ${count(place + 1)} of ${count(paths)} ${cell}, highest frequency first`;
}

/** The page's second line: how often the most likely class changes along the path, for each model. */
export function pathFinding(where: string, models: readonly { name: string; runs: readonly ClassRun[] }[]): string {
  const [first] = models;
  if (first === undefined) return `${where}.`;
  const times = (runs: readonly ClassRun[]) => timesWords(changesOf(runs).length);
  if (models.length > 1) {
    const parts = models.map(({ name, runs }) => `${times(runs)} for ${name}`);
    return `${where}: the most likely class changes ${listed(parts)}.`;
  }
  const [leader] = first.runs;
  if (leader && first.runs.length === 1) return `${where}: ${leader.class.name} is the most likely class all along it.`;
  return `${where}: the most likely class changes ${times(first.runs)}.`;
}

/** Where the most likely class changes, each with both names: changes from Shirt to Coat at 12.4 of 38.2 units. */
export function changeWords(runs: readonly ClassRun[], axis: PathAxis): string {
  const changes = changesOf(runs);
  if (changes.length === 0) return 'never changes';
  return `changes ${listed(changes.map(({ from, to, at }) => `from ${from.name} to ${to.name} at ${axis.words(at)}`))}`;
}

/** The same in short, where the names stand in the ribbon: changes at 3.5, 16.5, 24.5. */
export function shortChangeWords(runs: readonly ClassRun[], axis: PathAxis): string {
  const changes = changesOf(runs);
  return changes.length === 0 ? 'never changes' : `changes at ${changes.map(({ at }) => axis.number(at)).join(', ')}`;
}

/** A path's fraction by the estimator that is chosen, and by the published one beside another. */
export function fractionWords(path: Record<Estimator, number>, estimator: Estimator): string {
  const other = estimator === 'PERIODOGRAM' ? 'MIRRORED' : 'PERIODOGRAM';
  return `${fixed(path[estimator], 3)} ${estimatorName(estimator)}, ${fixed(path[other], 3)} ${estimatorName(other)}`;
}

/** Why a path is in no mean; undefined where it is in them. */
export function exclusionWords({ samples }: { samples: number }): string | undefined {
  if (samples === 0) return 'identical images: no samples';
  return samples < 4 ? `excluded: ${plural(samples, 'sample')}, fewer than 4` : undefined;
}

/** Why there are no curves to draw of a path; undefined where there are some. */
export function lackOfCurves(
  path: { samples: number; curves: unknown },
  curvesPerGroup: number | null,
): string | undefined {
  if (path.samples === 0) return 'The two images are identical: the path has no samples.';
  if (path.curves !== null) return undefined;
  const kept = curvesPerGroup === null ? 'the first paths' : `the first ${plural(curvesPerGroup, 'path')}`;
  return `No curves are kept of this path, only of ${kept} of each group. The most likely class is kept of all.`;
}
