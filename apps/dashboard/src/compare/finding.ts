import { type Bounded, halfWidth, isSure, plusMinus } from '../format/numbers.ts';
import { count, listed, plural, sentenceCase } from '../format/words.ts';
import { bounded, estimatorWords, scopeWords, significant } from '../measurement/sentences.ts';
import { disagreementWords } from '../overview/finding.ts';
import type { ClassDifference } from '../plots/class-differences.ts';
import type { OverlayLine } from '../plots/overlay-figure.ts';
import type { Comparison } from './documents.ts';
import { comparisonOf, type Scope, type Shown, scopes } from './series.ts';

/** What one model's difference from the reference is, in the chosen estimator. */
export interface Effect {
  name: string;
  scope: Scope;
  difference: Bounded;
}

/** How many paths something is over. */
export interface PathCounts {
  within: number;
  between: number;
}

const mostSentences = 3;

/** Differences of each other model within and between, those without a value left out. */
export function effectsOf(
  comparisons: readonly Comparison[],
  others: readonly Shown[],
  estimator: string,
  scopes: readonly Scope[],
): Effect[] {
  return others.flatMap(({ spectrum, name }) =>
    scopes.flatMap((scope) => {
      const difference = comparisonOf(comparisons, { spectrum, scope, estimator })?.difference;
      return difference ? [{ name, scope, difference: bounded(difference) }] : [];
    }),
  );
}

/** The page's second line: where each model lies above or below the reference, as far as it is sure; of causes it says nothing. */
export function compareFinding(
  reference: string,
  effects: readonly Effect[],
  estimator: string,
  paths: PathCounts,
): string {
  const names = [...new Set(effects.map(({ name }) => name))];
  if (names.length === 0) return '';
  const sure = names
    .map((name) => ({ name, own: effects.filter((e) => e.name === name && isSure(e.difference)) }))
    .filter(({ own }) => own.length > 0)
    .sort((a, b) => largest(b.own) - largest(a.own));
  const over = `paired over ${pathsWords(paths)}, ${estimatorWords(estimator)}`;
  if (sure.length === 0) {
    const [first] = names;
    const who = names.length === 1 && first ? sentenceCase(first) : 'None of them';
    return `${who} ${names.length === 1 ? 'does not surely differ' : 'surely differs'} from ${reference}: ${unsureWords(effects)}, ${over}.`;
  }
  const sentences = sure.slice(0, mostSentences).map(({ name, own }, k) => {
    const changes = listed(own.map((effect) => changeWords(effect)));
    return `${sentenceCase(name)} is ${changes}${k === 0 ? ` than ${reference}, ${over}` : ''}.`;
  });
  const unsure = names.filter((name) => !sure.some((found) => found.name === name));
  const more = sure.length - mostSentences;
  if (more > 0) sentences.push(`${count(more)} more ${more === 1 ? 'differs' : 'differ'} surely.`);
  if (unsure.length > 0) sentences.push(`Of ${listed(unsure)} no difference is sure.`);
  return sentences.join(' ');
}

/** Where the chosen estimator and the one beside it say different things, of the effects by each; empty where they don't. */
export function estimatorsFinding(chosen: readonly Effect[], beside: readonly Effect[]): string {
  const sentences = scopes.map((scope) => {
    const rows = chosen
      .filter((effect) => effect.scope === scope)
      .map(({ name, difference }) => {
        const other = beside.find((effect) => effect.name === name && effect.scope === scope);
        return { effects: { chosen: difference, beside: other?.difference } };
      });
    const where = scope === 'WITHIN_CLASS' ? 'within classes' : 'between classes';
    return disagreementWords(rows, [{ key: 'chosen' }, { key: 'beside' }], where);
  });
  return sentences.filter(Boolean).join(' ');
}

/** Why no difference of several is sure. */
function unsureWords(effects: readonly Effect[]): string {
  const withBounds = effects.filter(({ difference }) => halfWidth(difference) !== undefined);
  if (withBounds.length === 0) return 'no difference has bounds';
  return `every 95 % bound ${withBounds.length < effects.length ? 'that there is ' : ''}holds 0`;
}

/** `200 paths within class and 900 between classes`; a scope without paths is left out. */
export function pathsWords({ within, between }: PathCounts): string {
  if (between === 0) return `${plural(within, 'path')} within class`;
  if (within === 0) return `${plural(between, 'path')} between classes`;
  return `${plural(within, 'path')} within class and ${count(between)} between classes`;
}

function changeWords({ scope, difference }: Effect): string {
  const side = difference.value < 0 ? 'lower' : 'higher';
  return `${side} in ${scope === 'WITHIN_CLASS' ? 'within' : 'between'}-class fraction by ${sizeWords(difference)}`;
}

/** `0.016 ± 0.004` of −0.016 (−0.020 to −0.012). */
function sizeWords({ value, lower, upper }: Bounded): string {
  if (value >= 0) return plusMinus({ value, lower, upper });
  return plusMinus({ value: -value, lower: negative(upper), upper: negative(lower) });
}

const negative = (bound: number | null | undefined) => (bound === null || bound === undefined ? bound : -bound);

function largest(effects: readonly Effect[]): number {
  return Math.max(...effects.map(({ difference }) => Math.abs(difference.value)));
}

/** Title of the differences: the surest large one, or a question where every bound holds 0. */
export function differencesTitle(reference: string, effects: readonly Effect[]): string {
  const sure = effects.filter(({ difference }) => isSure(difference));
  if (effects.length === 0) return `Difference from ${reference}`;
  if (sure.length === 0) return `Does any differ from ${reference}?`;
  const [first] = [...sure].sort((a, b) => Math.abs(b.difference.value) - Math.abs(a.difference.value));
  if (!first) return '';
  const number = plusMinus(first.difference, { sign: true });
  return `${sentenceCase(first.name)} differs most: ${number} ${scopeWords(first.scope)}`;
}

/** At how many frequencies a ratio's bounds lie on one side of 1. */
function sides(line: OverlayLine): { above: number; below: number } {
  const above = line.rows.filter(({ lower }) => lower !== null && lower > 1).length;
  const below = line.rows.filter(({ upper }) => upper !== null && upper < 1).length;
  return { above, below };
}

/** Title of the spectra of a scope: who is surely higher or lower than the reference at most frequencies. */
export function spectraTitle(scope: Scope, ratios: readonly OverlayLine[]): string {
  const name = sentenceCase(scopeWords(scope));
  const [first] = ratios
    .map((line) => ({ line, ...sides(line) }))
    .sort((a, b) => Math.max(b.above, b.below) - Math.max(a.above, a.below));
  if (!first) return `${name}: mean spectra`;
  const { line, above, below } = first;
  const most = Math.max(above, below);
  if (most === 0) return `${name}: no sure difference at any frequency`;
  const side = above >= below ? 'higher' : 'lower';
  const where =
    most === line.rows.length ? 'every frequency' : `${count(most)} of ${count(line.rows.length)} frequencies`;
  return `${name}: ${line.name} is ${side} at ${where}`;
}

/** Where a ratio is surely farthest from 1: `mixup ×0.30 (0.27 to 0.33) at 0.21 cycles per unit distance`. */
export function ratioSubtitle(ratios: readonly OverlayLine[]): string {
  const same = '×1: the same as the reference at that frequency';
  const sure = ratios.flatMap((line) =>
    line.rows
      .filter(({ lower, upper }) => lower !== null && upper !== null && (lower > 1 || upper < 1))
      .map((row) => ({ line, row })),
  );
  const [first] = sure.sort((a, b) => Math.abs(Math.log(b.row.value)) - Math.abs(Math.log(a.row.value)));
  if (!first) return same;
  const { line, row } = first;
  return `${sentenceCase(line.name)} farthest from ×1: ×${significant(row.value)} (${significant(row.lower ?? 0)} to ${significant(row.upper ?? 0)}) at frequency ${significant(row.frequency)}`;
}

/** Title of the differences by class: the surest large one, or a question where every bound holds 0. */
export function byClassTitle(rows: readonly ClassDifference[], reference: string): string {
  if (rows.length === 0) return 'Difference by class';
  const [first] = rows.filter(isSure).sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  if (!first) return `Does any class differ from ${reference}?`;
  return `${sentenceCase(first.model)} differs most on ${first.className}: ${plusMinus(first, { sign: true })}`;
}
