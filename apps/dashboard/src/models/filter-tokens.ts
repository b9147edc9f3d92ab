/** A piece of a filter's text. */
export interface Token {
  kind: 'word' | 'text' | 'sign' | 'open' | 'close' | 'comma';
  text: string;
  /** Where it begins, from 0. */
  at: number;
}

/** What is wrong with a filter's text, and where. */
export class FilterError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const shapes: readonly [Token['kind'], RegExp][] = [
  ['text', /"((?:[^"\\]|\\.)*)"/y],
  ['sign', /<=|>=|!=|[<>=~]/y],
  ['open', /\(/y],
  ['close', /\)/y],
  ['comma', /,/y],
  ['word', /[^\s"()<>=!~,]+/y],
];

/** Splits a filter's text. What holds spaces or signs stands in double quotes, where a backslash keeps the next letter. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = skipSpace(text, 0); at < text.length; ) {
    const token = tokenAt(text, at);
    tokens.push(token.token);
    at = skipSpace(text, token.end);
  }
  return tokens;
}

function tokenAt(text: string, at: number): { token: Token; end: number } {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = at;
    const [whole, inner] = shape.exec(text) ?? [];
    if (whole === undefined) continue;
    const read = kind === 'text' ? (inner ?? '').replace(/\\(.)/g, '$1') : whole;
    return { token: { kind, text: read, at }, end: at + whole.length };
  }
  const rule = text[at] === '"' ? 'a quoted text must end with a quote' : 'this sign has no meaning here';
  throw new FilterError(`${rule}; got ${text.slice(at, at + 12)}`, at);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  return at;
}
