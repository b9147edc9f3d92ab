import { parts } from '../format/numbers.ts';
import { columnHead, printing } from '../models/columns.ts';
import { type Condition, differingTags } from '../overview/conditions.ts';
import { type ModelRecord, metricName } from '../overview/records.ts';
import { isTag, tagKey, tagValue, tagWords } from '../overview/tags.ts';

/** A column of the table of models: `name`, `varied`, `value`, `tag:KEY` or a metric's key. */
export interface ModelColumn {
  key: string;
  title: string;
  numeric: boolean;
  sortable: boolean;
  /** Whether a dot shows each value's place between the smallest and the largest. */
  mark: boolean;
}

/** What a cell says; the second part, its bound, is muted. */
export interface CellText {
  text: string;
  bound: string;
  /** All of it, where the text is cut short. */
  whole?: string;
}

const marked = new Set(['within', 'between']);

/** The columns of these keys; a tag is numeric where all of its values are. */
export function modelColumns(keys: readonly string[], records: readonly ModelRecord[]): ModelColumn[] {
  return keys.map((key) => {
    if (key === 'varied' || key === 'value')
      return { key, title: columnHead(key), numeric: false, sortable: false, mark: false };
    const numeric = !isTag(key) || records.every(({ tags }) => Number.isFinite(Number(tags[tagKey(key)] ?? 0)));
    return { key, title: columnHead(key), numeric, sortable: true, mark: marked.has(key) };
  });
}

/** What a model's cell says. What was varied is against the reference. */
export function cellText(record: ModelRecord, key: string, reference: Condition | undefined): CellText {
  if (key === 'varied' || key === 'value') return variedText(record, key, reference);
  if (isTag(key)) return { text: tagValue(record.tags[tagKey(key)]), bound: '' };
  const metric = record.metrics[key];
  if (!metric) return { text: '–', bound: '' };
  const { number, bound } = parts(metric, printing(metricName(key)));
  return { text: number, bound };
}

function variedText(record: ModelRecord, key: 'varied' | 'value', reference: Condition | undefined): CellText {
  const differing = reference ? differingTags(record.tags, reference.tags) : [];
  // Of a tag that it lacks nothing is known: that was not varied, nor is it the baseline's.
  const varied = differing.filter((one) => record.tags[one] !== undefined);
  if (varied.length === 0) return { text: key === 'varied' && differing.length === 0 ? '(baseline)' : '–', bound: '' };
  const words = varied.map((one) => (key === 'varied' ? tagWords(one) : tagValue(record.tags[one])));
  return { text: someOf(words), bound: '', whole: words.join(', ') };
}

const mostWords = 2;

/** A model may differ in many tags; the first then says which kind it is, and leaves the table its width. */
function someOf(words: readonly string[]): string {
  if (words.length <= mostWords) return words.join(', ');
  return `${words[0]}, ${words.length - 1} more`;
}

const characterPixels = 6.9;
const roomPixels = 18;
const longestName = 44;

/** Width of a column in pixels, from its longest text, so that no column moves while rows scroll by. */
export function columnWidth(title: string, texts: Iterable<string>): number {
  let longest = title.length + 2;
  for (const text of texts) longest = Math.max(longest, Math.min(longestName, text.length));
  return Math.ceil(longest * characterPixels) + roomPixels;
}
