import type { BoundedValue } from '@passband/spectrum';
import { fixed, isSure, plusMinus, signed } from '../format/numbers.ts';
import { count, listed, plural, sentenceCase } from '../format/words.ts';
import { leastCorrelated } from './correlations.ts';
import { type ByEstimator, type Difference, disagreements, extremes } from './differences.ts';
import type { MetricKey } from './records.ts';

/** Models of which any metric is known, out of those there are. */
export interface Coverage {
  measured: number;
  total: number;
}

/** Models with any metric, and those with accuracy and both fractions, which the correlations are over. */
interface Counts {
  measured: number;
  correlated: number;
}

interface Correlations {
  within: BoundedValue | null;
  between: BoundedValue | null;
}

/** The page's second line: what the correlations show, with their bounds; where bounds hold 0 it claims nothing. */
export function overviewFinding(r: Correlations, { measured, correlated }: Counts): string {
  if (measured === 0) return 'No model is measured on this dataset yet.';
  if (correlated === 0) return 'No model has both its fractions and an accuracy yet: no correlation between them.';
  const over = `Over ${plural(correlated, 'model')}`;
  if (correlated < leastCorrelated || !r.within || !r.between) return `${over}: too few for a correlation with bounds.`;
  const within = direction(r.within);
  const between = direction(r.between);
  if (within && between) {
    return `${over}, more accurate ones are ${within} within classes (${rWords(r.within)}) and ${between} between them (${rWords(r.between)}).`;
  }
  if (within) {
    return `${over}, more accurate ones are ${within} within classes (${rWords(r.within)}); between classes no direction is sure (${rWords(r.between)}).`;
  }
  if (between) {
    return `${over}, more accurate ones are ${between} between classes (${rWords(r.between)}); within classes no direction is sure (${rWords(r.within)}).`;
  }
  return `${over}, no correlation of a fraction with accuracy is sure: within classes ${rWords(r.within)}, between them ${rWords(r.between)}.`;
}

function direction(r: BoundedValue): 'lower-frequency' | 'higher-frequency' | undefined {
  if (!isSure(r)) return undefined;
  return r.value < 0 ? 'lower-frequency' : 'higher-frequency';
}

function rWords({ value, lower, upper }: BoundedValue): string {
  const bounds = lower === null || upper === null ? '' : `, 95 %: ${fixed(lower, 3)} to ${fixed(upper, 3)}`;
  return `r = ${signed(value, 3)}${bounds}`;
}

/** How far the dataset's models are measured, and how much goes on. */
export function coverageWords({ measured, total }: Coverage, underway: number): string {
  const going = underway === 0 ? '' : `${plural(underway, 'measurement')} under way`;
  const missing = total - measured;
  if (missing <= 0) return going;
  const words = `${measured} of ${plural(total, 'model')} measured`;
  return going === '' ? `${words}, ${missing} without numbers` : `${words}, ${going}`;
}

/** Why models that have a fraction are not in a figure against accuracy; the way to mend it follows it. */
export function lackingAccuracyWords(lacking: number): string {
  return `${plural(lacking, 'model')} with this fraction ${lacking === 1 ? 'has' : 'have'} no accuracy and ${lacking === 1 ? 'is' : 'are'} not drawn.`;
}

/** Title of a figure of a fraction against accuracy, or against another quantity by its name. */
export function againstTitle(
  scope: 'Within class' | 'Between classes',
  against: string,
  r: BoundedValue | null,
): string {
  if (!r || against !== 'accuracy') return anyAgainstTitle(scope, against, r);
  return isSure(r) ? `${scope}: more accurate is ${r.value < 0 ? 'lower' : 'higher'}` : `${scope}: no sure direction`;
}

/** Title of a figure of any quantity against any other, by their names. */
export function anyAgainstTitle(y: string, x: string, r: BoundedValue | null): string {
  if (!r) return `${y} against ${x}`;
  return isSure(r) ? `${y}: ${r.value < 0 ? 'falls' : 'rises'} with ${x}` : `${y}: no sure direction with ${x}`;
}

/** Title of the figure of one fraction against the other. `estimator` is named where the other figures show another one. */
export function withinAgainstBetweenTitle(r: BoundedValue | null, estimator: string): string {
  if (!r) return sentenceCase(`${estimator} within against between`.trim());
  if (!isSure(r)) return sentenceCase(`${estimator} within, between: not sure`.trim());
  return sentenceCase(`${estimator === '' ? '' : `${estimator}: `}low within, ${r.value > 0 ? 'low' : 'high'} between`);
}

/** An estimator of the within-class fraction: its key, and its name where there are two. */
interface Estimator {
  key: MetricKey;
  estimator: string;
}

/**
 * The two-minute answer over the differences: which intervention lowered the within-class fraction most, of those that are
 * sure, and which raised it. `keys` says which estimator each key is, empty where there is one only.
 */
export function differencesTitle(rows: readonly Difference[], keys: readonly Estimator[]): string {
  const question = 'Which intervention lowered the within-class frequency?';
  const whole = rows.filter(({ part }) => part === undefined);
  const lowered = largest(whole, keys, 'lowered');
  const raised = largest(whole, keys, 'raised');
  const withEffect = whole.some(({ effects }) => keys.some(({ key }) => effects[key]?.lower != null));
  if (whole.every(({ effects }) => keys.every(({ key }) => effects[key] === undefined)))
    return `${question} Not measured yet`;
  if (!withEffect) return `${question} One training run each: no bounds`;
  const answer = lowered ? `${sentenceCase(lowered.name)}, by ${lowered.size}` : 'None for sure';
  return raised
    ? `${question} ${answer}. ${sentenceCase(raised.name)} raised it${lowered ? '' : ' most'}, by ${raised.size}`
    : `${question} ${answer}`;
}

/** Where two estimators of a scope's fraction say different things; empty where they don't. */
export function disagreementWords(
  rows: readonly ByEstimator[],
  keys: readonly Pick<Estimator, 'key'>[],
  where: 'within classes' | 'between classes' = 'within classes',
): string {
  const [a, b] = keys;
  if (!a || !b) return '';
  const found = disagreements(rows, a.key, b.key);
  if (found === 0) return '';
  const on = rows.length === 1 ? '' : ` on ${found} of ${rows.length}`;
  return `The two estimators disagree ${where}${on}: read both.`;
}

/** What there is to say about all differences, beside their rows. */
interface DifferencesAbout {
  /** How many interventions there are, shown or not. */
  outOf: number;
  /** Whether two estimators of a scope are drawn to one scale. */
  isOneScale: boolean;
  /** Whether pairs are of trainings repeated with other seeds; else of models that share their other tags. */
  areReplicates: boolean;
}

/** What the bars and points of the differences are, and what their bounds leave out. */
export function differencesCaption(
  rows: readonly Difference[],
  { outOf, isOneScale, areReplicates }: DifferencesAbout,
): string {
  const counts = [...new Set(rows.flatMap(({ effects }) => Object.values(effects).flatMap((one) => one?.pairs ?? [])))];
  const several = counts.filter((pairs) => pairs > 1).sort((a, b) => a - b);
  const [fewest, most] = [several[0], several.at(-1)];
  const over = several.length > 3 ? `${fewest} to ${most}` : listed(several.map(String));
  const shared = areReplicates
    ? 'Models measured with one seed share their pairs of images, so the bounds leave out the drawing of pairs.'
    : 'Pairs share their other tags, so they are not quite independent.';
  const bounds =
    several.length > 0
      ? `Bars: 95 % bounds of the mean difference (Student's t over ${over} pairs of training runs). ${shared} Filled point: bounds exclude 0, not corrected for ${rows.length} comparisons.`
      : '';
  const single = counts.includes(1) ? 'Points without a bar: one training run each, no bounds over training.' : '';
  const scale = isOneScale ? 'Both estimators of a scope share one scale.' : '';
  const shown =
    rows.length < outOf
      ? `${rows.length} of ${count(outOf)} interventions: those with the most pairs of training runs.`
      : '';
  return [differentlyMeasuredWords(rows), shown, scale, bounds, single].filter(Boolean).join(' ');
}

/** Empty where all pairs were measured alike. */
function differentlyMeasuredWords(rows: readonly Difference[]): string {
  const found = rows
    .map(({ effects }) => Math.max(0, ...Object.values(effects).map((effect) => effect?.differentlyMeasured ?? 0)))
    .filter((pairs) => pairs > 0);
  if (found.length === 0) return '';
  const pairs = found.reduce((sum, own) => sum + own, 0);
  return `Of ${plural(pairs, 'pair')} in ${plural(found.length, 'row')} the two models were measured with other parameters (seed, pairs or precision), so their images differ too, and these differences mean less: measure both alike.`;
}

function largest(
  rows: readonly Difference[],
  keys: readonly Estimator[],
  side: 'lowered' | 'raised',
): { name: string; size: string } | undefined {
  // The first estimator that is sure of something speaks; a second only where the first has nothing to say.
  for (const { key, estimator } of keys) {
    const found = extremes(rows, key)[side];
    const effect = found?.effects[key];
    if (!found || !effect) continue;
    const ends = [Math.abs(effect.lower ?? 0), Math.abs(effect.upper ?? 0)];
    const size = plusMinus(
      { value: Math.abs(effect.value), lower: Math.min(...ends), upper: Math.max(...ends) },
      { least: 4 },
    );
    return { name: found.name, size: estimator === '' ? size : `${size} (${estimator})` };
  }
  return undefined;
}
