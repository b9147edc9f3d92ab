import { type Bounded, fixed, halfWidth, plusMinus } from '../format/numbers.ts';
import { seconds } from '../format/time.ts';
import { count, plural, sentenceCase, words } from '../format/words.ts';
import { estimatorName } from '../model/estimator.ts';
import type { SpectrumRow } from '../plots/spectrum-rows.ts';
import { isFinal } from './status.ts';

interface Estimate {
  mean: number;
  lower: number | null;
  upper: number | null;
}

/** An estimate as the number formats want it. */
export function bounded(estimate: Estimate): Bounded {
  return { value: estimate.mean, lower: estimate.lower, upper: estimate.upper };
}

/** within class, between classes; a scope that this page does not know as it came. */
export function scopeWords(scope: string): string {
  if (scope === 'WITHIN_CLASS') return 'within class';
  if (scope === 'BETWEEN_CLASS') return 'between classes';
  return scope === 'ALL' ? 'all paths' : words(scope);
}

/** An estimator in a sentence, where “mirrored” alone would not say what is. */
export function estimatorWords(estimator: string): string {
  return estimator === 'MIRRORED' ? `${estimatorName(estimator)} estimator` : estimatorName(estimator);
}

/** How many paths a mean is of: 200 within class, 390 paths. */
export function pathWords(pathCount: number, scope: string): string {
  return scope === 'ALL' ? plural(pathCount, 'path') : `${count(pathCount)} ${scopeWords(scope)}`;
}

/** What a spectrum's values are: the power of the distance is none of the magnitudes. */
export function magnitudeName(estimator: string): 'Power' | 'Magnitude' {
  return estimator === 'DISTANCE_POWER' ? 'Power' : 'Magnitude';
}

/** What they are with their unit: amplitudes of probabilities, or squared for the power of the distance. */
export function magnitudeLabel(estimator: string): string {
  return `${magnitudeName(estimator)} (probability${estimator === 'DISTANCE_POWER' ? ' squared' : ''})`;
}

export function frequencyLabel(unit: string): string {
  if (unit === 'CYCLES_PER_PATH') return 'Function frequency (cycles per path)';
  return 'Function frequency (cycles per unit distance)';
}

/**
 * What two spectra say of each other: at how many of the frequencies drawn the bounds of one lie above those of the other.
 * Claims only where bounds are apart; asks where none are.
 */
export function spectraFinding(rows: readonly SpectrumRow[]): string {
  const within = new Map(rows.filter((r) => r.scope === 'WITHIN_CLASS').map((r) => [r.frequency, r]));
  const between = rows.filter((r) => r.scope === 'BETWEEN_CLASS');
  const pairs = between.flatMap((b) => {
    const w = within.get(b.frequency);
    return w === undefined ? [] : [{ w, b }];
  });
  if (rows.length === 0) return 'No spectrum yet';
  if (pairs.length === 0) return oneSpectrumFinding(rows);
  const above = pairs.filter(({ w, b }) => lower(b) > upper(w)).length;
  const below = pairs.filter(({ w, b }) => upper(b) < lower(w)).length;
  if (above === pairs.length) return 'Between classes it varies more at every frequency';
  if (below === pairs.length) return 'Within a class it varies more at every frequency';
  if (above === 0 && below === 0) return 'Does it vary more between classes? The bounds overlap at every frequency';
  if (above >= below) return `Between classes it varies more at ${count(above)} of ${count(pairs.length)} frequencies`;
  return `Within a class it varies more at ${count(below)} of ${count(pairs.length)} frequencies`;
}

const lower = (row: SpectrumRow) => row.lower ?? Number.NEGATIVE_INFINITY;
const upper = (row: SpectrumRow) => row.upper ?? Number.POSITIVE_INFINITY;

function oneSpectrumFinding(rows: readonly SpectrumRow[]): string {
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return 'No spectrum yet';
  const ratio = first.magnitude / last.magnitude;
  const where = first.scope === 'ALL' ? 'along all paths' : scopeWords(first.scope);
  return `${sentenceCase(where)} the magnitude ${ratio >= 1 ? 'falls' : 'rises'} by a factor of ${factor(Math.max(ratio, 1 / ratio))}`;
}

/** A factor with two digits that count: 340, 12, 1.8. */
function factor(value: number): string {
  return value < 10 ? value.toFixed(1) : count(Number(value.toPrecision(2)));
}

/** `Within class: ± 0.007 after 1,040 paths`; done, stopped or failed runs say so. */
export function convergenceFinding(
  scope: string,
  last: ({ paths: number } & Estimate) | undefined,
  status: string,
): string {
  const name = sentenceCase(scopeWords(scope));
  if (last === undefined) return `${name}: ${isFinal(status) ? 'no round was finished' : 'no finished round yet'}`;
  const half = halfWidth(bounded(last));
  const bound = half === undefined ? `${fixed(last.mean, 3)}, no bounds` : `± ${fixed(half, 3)}`;
  const paths = plural(last.paths, 'path');
  if (status === 'SUCCEEDED') return `${name}: ${plusMinus(bounded(last))} from ${paths}`;
  if (status === 'CANCELLED') return `${name}: ${bound}, cancelled after ${paths}`;
  if (status === 'FAILED') return `${name}: ${bound}, failed after ${paths}`;
  return `${name}: ${bound} after ${paths}`;
}

/** How the band moved since the first round that had one. */
export function convergenceSubtitle(rounds: readonly ({ paths: number } & Estimate)[]): string {
  const banded = rounds.filter((round) => halfWidth(bounded(round)) !== undefined);
  const first = banded[0];
  const last = banded.at(-1);
  if (first === undefined || last === undefined || first === last) return 'Bounds need two paths in every group';
  return `From ± ${fixed(halfWidth(bounded(first)) ?? 0, 3)} after ${plural(first.paths, 'path')}; paths are spread evenly over the groups`;
}

/** `about 4 s`, `about 3 min`, `less than 1 s`: rounded to what an estimate is worth. */
export function aboutSeconds(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return 'unknown';
  if (seconds < 1) return 'less than 1 s';
  if (seconds < 90) return `about ${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `about ${Math.round(seconds / 60)} min`;
  return `about ${(seconds / 3600).toFixed(1)} h`;
}

/** How long something took: `3 s`, `< 1 s`, `–` where it did not both begin and end. */
export function takenWords({ startedAt, finishedAt }: { startedAt: string | null; finishedAt: string | null }): string {
  if (startedAt === null || finishedAt === null) return '–';
  const taken = Date.parse(finishedAt) - Date.parse(startedAt);
  return taken < 500 ? '< 1 s' : seconds(taken);
}

/** An estimated count rounded to what is known: two digits below 10,000, three above. */
export function aboutCount(value: number): string {
  if (value < 100) return count(Math.round(value));
  return count(Number(value.toPrecision(value < 10_000 ? 2 : 3)));
}

/** `about 1 image`, `about 44,200 images`. */
export function aboutImages(value: number): string {
  return `about ${aboutCount(value)} ${Math.round(value) === 1 ? 'image' : 'images'}`;
}

export interface Announced {
  status: string;
  model: { name: string };
  progress: { done: number; total: number; secondsLeft: number | null };
  error: string | null;
}

/** What a screen reader hears of a measurement. */
export function announcement(measurement: Announced): string {
  const { model, status, progress } = measurement;
  if (status === 'QUEUED') return `${model.name} is queued`;
  if (status === 'SUCCEEDED') return `${model.name} is measured`;
  if (status === 'CANCELLED') return `The measurement of ${model.name} is cancelled`;
  if (status === 'FAILED') return `The measurement of ${model.name} failed. ${measurement.error ?? ''}`.trim();
  if (status !== 'RUNNING') return `${model.name}: ${status.toLowerCase()}`;
  const share = progress.total > 0 ? Math.floor((100 * progress.done) / progress.total) : 0;
  const left = progress.secondsLeft === null ? '' : `, ${aboutSeconds(progress.secondsLeft)} left`;
  return `${model.name}: ${share} per cent${left}`;
}

/**
 * A failure as what, why, what to do. The worker's message may have several lines: the first sentence is what, the rest is
 * details to fold away.
 */
export function failureParts(error: string | null): { what: string; why: string; details: string } {
  const [first = '', ...rest] = (error ?? '').trim().split('\n');
  const cut = first.search(/[.:;] /);
  const what = cut < 0 ? first : first.slice(0, cut);
  const why = cut < 0 ? '' : first.slice(cut + 1).trim();
  return { what: what === '' ? 'No reason was given' : what, why: sentenceCase(why), details: rest.join('\n').trim() };
}

/** What can be done about a failure, by what its message names. */
export function remedy(error: string | null): string {
  const text = (error ?? '').toLowerCase();
  if (/shape|channel|height|width|takes \d/.test(text))
    return 'Choose a dataset whose images have the shape that the network takes.';
  if (/nan|not finite|infinite/.test(text))
    return 'Look at the weights and at what the network is fed (mean, std and scale of its input), then register it again.';
  if (/class/.test(text)) return 'Choose a dataset whose classes are those that the network was trained on.';
  if (/memory|killed|signal/.test(text))
    return 'The network may be too large for this worker: retry on a machine with more memory.';
  if (/runtime/.test(text)) return 'Choose another runtime, or start a worker that has this one.';
  return 'Retry; if it fails again, the details say where.';
}

/** The line of a tooltip that says what bounds there are, if any. */
export function boundsLine({ lower: low, upper: high }: { lower: number | null; upper: number | null }): string {
  return low === null || high === null ? '' : `\n95 %: ${significant(low)} to ${significant(high)}`;
}

/** A number with three digits that count, for tooltips: 0.0123, 0.000456, 12.3. */
export function significant(value: number): string {
  if (value === 0) return '0';
  const power = Math.floor(Math.log10(Math.abs(value)));
  return fixed(value, Math.min(8, Math.max(0, 2 - power)));
}

/** Where high frequency begins on a spectrum's axis: the published cutoff leaves out the lowest tenth of the bins. */
export function cutoffFrequency(frequency: readonly number[]): number {
  return 0.1 * (frequency.at(-1) ?? 0.5);
}
