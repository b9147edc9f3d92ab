import { type Bounded, plusMinus } from '../format/numbers.ts';
import { sentenceCase } from '../format/words.ts';
import type { AxisKind } from '../plots/axis.ts';
import type { MetricKey, ModelRecord } from './records.ts';
import type { AxesKind } from './state.ts';
import { isTag, tagColumn, tagKey, tagValue, tagWords } from './tags.ts';

/** What an axis shows: a metric, or a tag whose values are numbers, by `tag:KEY`. */
export interface Quantity {
  key: MetricKey;
  /** Of the axis, with its unit. */
  title: string;
  kind: AxisKind;
  /** 100 for per cent. */
  scale: number;
}

const fractions = /^(mirroredHigh|high)FrequencyFraction\.(?:(amplitude|phase|direction)\.)?(within|between)$/;
const distances = /^consistentDistance\.(?:(amplitude|phase|direction)\.)?(within|between)$/;

/** Names of the metrics that path spectra write for every kind of path. */
function pathMetricName(key: string): string | undefined {
  const [, estimator, kind, scope] = fractions.exec(key) ?? [];
  if (scope)
    return [`Fraction ${scope}`, kind, estimator === 'mirroredHigh' ? 'mirrored' : ''].filter(Boolean).join(', ');
  const [, path, side] = distances.exec(key) ?? [];
  return side && [`Consistent distance ${side}`, path].filter(Boolean).join(', ');
}

const names: Readonly<Record<string, string>> = {
  accuracy: 'Test accuracy',
  within: 'Within-class high-frequency fraction',
  between: 'Between-class high-frequency fraction',
  withinMirrored: 'Within-class high-frequency fraction, mirrored',
  betweenMirrored: 'Between-class high-frequency fraction, mirrored',
  loss: 'Loss (nats)',
  jacobianNorm: 'Jacobian norm',
  'noiseFitting.minimum': 'Noise fitting, minimum',
  'waveFitting.maximum': 'Wave fitting, maximum',
};

/** A tag whose largest value is so many times its smallest is laid out by its logarithm whatever the other axes are. */
const wideRange = 20;

/** A quantity's name in a list and in a sentence; a metric without a name of its own prints as it is. */
export function quantityName(key: string): string {
  return isTag(key) ? sentenceCase(tagWords(tagKey(key))) : (names[key] ?? pathMetricName(key) ?? key);
}

/** A model's value of it; a tag's has no bounds. Undefined where there is none, or where the tag isn't a number. */
export function quantityValue(record: ModelRecord, key: string): Bounded | undefined {
  if (!isTag(key)) return record.metrics[key];
  const text = record.tags[tagKey(key)]?.trim();
  const value = text ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? { value } : undefined;
}

/** How a quantity is laid out over these models: on log axes, fractions by their logarithm and accuracies by their logit. */
export function quantityOf(key: string, records: readonly ModelRecord[], axes: AxesKind): Quantity {
  const values = records.flatMap((record) => quantityValue(record, key)?.value ?? []);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const kind = kindOf(key, low, high, axes);
  const notes = [isShare(key) ? '%' : '', kind === 'linear' ? '' : kind].filter(Boolean).join(', ');
  const name = quantityName(key);
  return { key, title: notes === '' ? name : `${name} (${notes})`, kind, scale: isShare(key) ? 100 : 1 };
}

function kindOf(key: string, low: number, high: number, axes: AxesKind): AxisKind {
  if (!(low > 0)) return 'linear';
  if (isTag(key)) return high > low * wideRange || axes === 'log' ? 'log' : 'linear';
  if (axes === 'linear') return 'linear';
  return isShare(key) && high < 1 ? 'logit' : isShare(key) ? 'linear' : 'log';
}

/** Whether it is read in per cent. */
function isShare(key: string): boolean {
  return /(^|[._])acc(uracy)?$/i.test(key);
}

/** Keys of tags that have at least two values, all of them numbers, among these models. */
export function numericTags(records: readonly ModelRecord[]): string[] {
  const values = new Map<string, Set<string>>();
  for (const { tags } of records) {
    for (const [key, value] of Object.entries(tags)) values.set(key, (values.get(key) ?? new Set()).add(value));
  }
  return [...values]
    .filter(([key, own]) => key !== 'seed' && own.size > 1 && [...own].every((value) => isNumber(value)))
    .map(([key]) => tagColumn(key));
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

const shortNames: Readonly<Record<string, string>> = {
  accuracy: 'accuracy',
  within: 'within',
  between: 'between',
  withinMirrored: 'within, mirrored',
  betweenMirrored: 'between, mirrored',
};

function shortName(key: string): string {
  return shortNames[key] ?? (isTag(key) ? tagWords(tagKey(key)) : quantityName(key));
}

function numberWords(key: string, value: Bounded): string {
  if (isTag(key)) return tagValue(String(value.value));
  return isShare(key) ? plusMinus(value, { scale: 100, least: 1 }) : plusMinus(value);
}

/** `accuracy 91.4 ± 1.2 %`, `epochs 6`, `within not measured`. */
export function valueWords(key: string, value: Bounded | undefined): string {
  if (!value) return `${shortName(key)} not measured`;
  return `${shortName(key)} ${numberWords(key, value)}${isShare(key) ? ' %' : ''}`;
}

/** `accuracy 95.0 to 96.3 %`: from the smallest to the largest of some values. */
export function rangeWords(key: string, values: readonly number[]): string {
  const low = numberWords(key, { value: Math.min(...values) });
  const high = numberWords(key, { value: Math.max(...values) });
  const range = low === high ? low : `${low} to ${high}`;
  return `${shortName(key)} ${range}${isShare(key) ? ' %' : ''}`;
}
