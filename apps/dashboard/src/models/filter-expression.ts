import { FilterError, type Token, tokensOf } from './filter-tokens.ts';

/** The API's filter of models, as far as expressions make it. */
export interface Filter {
  and?: Filter[];
  or?: Filter[];
  not?: Filter;
  name?: { eq?: string; contains?: string; in?: string[] };
  tag?: { key: string; eq?: string; in?: string[]; exists?: boolean };
  metric?: { name: string; gt?: number; gte?: number; lt?: number; lte?: number };
}

/**
 * Reads a filter:
 *
 *     augmentation = mixup and (epochs < 4 or accuracy >= 90%) and not name ~ "seed 2"
 *
 * `not` binds closest, then `and`, then `or`; brackets change that. A condition is `KEY = VALUE`, `KEY != VALUE`,
 * `KEY in (VALUE, …)` or `has KEY` of a tag; `METRIC < NUMBER` and >, <=, >= of a metric, a per cent sign dividing by 100;
 * `name = TEXT`, and `name ~ TEXT` for names that contain it. Short names of metrics are those of the table:
 * within, between, accuracy. Undefined for an empty text. FilterError says the rule, what was found and where.
 */
export function parseFilter(text: string): Filter | undefined {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return undefined;
  const reader = new Reader(tokens, text.length);
  const filter = either(reader);
  const rest = reader.peek();
  if (rest) throw reader.expected('and, or, or the end');
  return filter;
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #next = 0;

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  /** Takes the next token if it is this word, whatever its case. */
  takeWord(word: string): boolean {
    const token = this.peek();
    const found = token?.kind === 'word' && token.text.toLowerCase() === word;
    if (found) this.#next++;
    return found;
  }

  take(kinds: readonly Token['kind'][], what: string): Token {
    const token = this.peek();
    if (!token || !kinds.includes(token.kind)) throw this.expected(what);
    this.#next++;
    return token;
  }

  expected(what: string): FilterError {
    const token = this.peek();
    return new FilterError(
      `${what} must stand here; got ${token ? `“${token.text}”` : 'the end'}`,
      token?.at ?? this.#end,
    );
  }
}

function either(reader: Reader): Filter {
  const parts = [both(reader)];
  while (reader.takeWord('or')) parts.push(both(reader));
  return joined('or', parts);
}

function both(reader: Reader): Filter {
  const parts = [one(reader)];
  while (reader.takeWord('and')) parts.push(one(reader));
  return joined('and', parts);
}

function joined(how: 'and' | 'or', parts: Filter[]): Filter {
  const [only] = parts;
  return parts.length === 1 && only ? only : { [how]: parts };
}

function one(reader: Reader): Filter {
  if (reader.takeWord('not')) return { not: one(reader) };
  if (reader.peek()?.kind !== 'open') return condition(reader);
  reader.take(['open'], 'a bracket');
  const inside = either(reader);
  reader.take(['close'], 'a closing bracket');
  return inside;
}

function condition(reader: Reader): Filter {
  if (reader.takeWord('has')) return { tag: { key: nameOf(reader, 'the key of a tag'), exists: true } };
  const key = nameOf(reader, 'a tag, a metric or name');
  if (reader.takeWord('in')) return equalsOneOf(key, list(reader));
  const sign = reader.take(['sign'], 'one of = != < <= > >= ~ in');
  switch (sign.text) {
    case '=':
      return equals(key, value(reader));
    case '!=':
      return { not: equals(key, value(reader)) };
    case '~':
      if (key !== 'name') throw new FilterError(`~ must follow name; got ${key}`, sign.at);
      return { name: { contains: value(reader) } };
    default:
      return compared(key, sign.text, number(reader));
  }
}

function equals(key: string, text: string): Filter {
  return key === 'name' ? { name: { eq: text } } : { tag: { key, eq: text } };
}

function equalsOneOf(key: string, texts: string[]): Filter {
  return key === 'name' ? { name: { in: texts } } : { tag: { key, in: texts } };
}

const bounds: Readonly<Record<string, 'gt' | 'gte' | 'lt' | 'lte'>> = {
  '>': 'gt',
  '>=': 'gte',
  '<': 'lt',
  '<=': 'lte',
};

function compared(name: string, sign: string, bound: number): Filter {
  return { metric: { name, [bounds[sign] ?? 'gt']: bound } };
}

function nameOf(reader: Reader, what: string): string {
  return reader.take(['word', 'text'], what).text;
}

function value(reader: Reader): string {
  return reader.take(['word', 'text'], 'a value').text;
}

function number(reader: Reader): number {
  const token = reader.take(['word', 'text'], 'a number');
  const isShare = token.text.endsWith('%');
  const read = Number(isShare ? token.text.slice(0, -1) : token.text);
  if (!Number.isFinite(read) || token.text === '')
    throw new FilterError(`a metric must be compared with a number; got “${token.text}”`, token.at);
  return isShare ? read / 100 : read;
}

function list(reader: Reader): string[] {
  reader.take(['open'], 'a list in brackets');
  const values = [value(reader)];
  while (reader.peek()?.kind === 'comma') {
    reader.take(['comma'], 'a comma');
    values.push(value(reader));
  }
  reader.take(['close'], 'a comma or a closing bracket');
  return values;
}

/** The same filter with the table's short names of metrics made the API's. */
export function withMetricNames(filter: Filter, nameOfMetric: (short: string) => string): Filter {
  const inside = (filters: Filter[]) => filters.map((one) => withMetricNames(one, nameOfMetric));
  return {
    ...filter,
    ...(filter.and && { and: inside(filter.and) }),
    ...(filter.or && { or: inside(filter.or) }),
    ...(filter.not && { not: withMetricNames(filter.not, nameOfMetric) }),
    ...(filter.metric && { metric: { ...filter.metric, name: nameOfMetric(filter.metric.name) } }),
  };
}

const plainWord = /^[^\s"()<>=!~,]+$/;
const reserved = new Set(['and', 'or', 'not', 'in', 'has', 'name']);

/** A text as it stands in a filter: in quotes where it would be read as something else. */
export function quoted(text: string): string {
  if (plainWord.test(text) && !reserved.has(text.toLowerCase())) return text;
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** A filter with one more condition; one that has `or` outside of brackets gets brackets. */
export function withCondition(text: string, addition: string): string {
  if (text.trim() === '') return addition;
  const filter = parseFilter(text);
  return filter?.or ? `(${text.trim()}) and ${addition}` : `${text.trim()} and ${addition}`;
}
