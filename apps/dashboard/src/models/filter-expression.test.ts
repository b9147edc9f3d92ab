import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Filter, parseFilter, quoted, withCondition, withMetricNames } from './filter-expression.ts';
import { FilterError } from './filter-tokens.ts';

describe('a filter', () => {
  it.each<[string, Filter | undefined]>([
    ['', undefined],
    ['augmentation = mixup', { tag: { key: 'augmentation', eq: 'mixup' } }],
    ['augmentation != mixup', { not: { tag: { key: 'augmentation', eq: 'mixup' } } }],
    ['epochs in (1, 2,"4 or so")', { tag: { key: 'epochs', in: ['1', '2', '4 or so'] } }],
    ['has teacher', { tag: { key: 'teacher', exists: true } }],
    ['accuracy>=90%', { metric: { name: 'accuracy', gte: 0.9 } }],
    ['highFrequencyFraction.within < 0.1', { metric: { name: 'highFrequencyFraction.within', lt: 0.1 } }],
    ['name ~ "seed 2"', { name: { contains: 'seed 2' } }],
    ['name = "a \\"b\\""', { name: { eq: 'a "b"' } }],
    ['not not has a', { not: { not: { tag: { key: 'a', exists: true } } } }],
  ])('reads %s', (text, filter) => expect(parseFilter(text)).toEqual(filter));

  const a = { tag: { key: 'a', eq: '1' } };
  const b = { tag: { key: 'b', eq: '2' } };
  const c = { tag: { key: 'c', eq: '3' } };
  it('binds not before and, and before or, whatever the case of the words', () => {
    expect(parseFilter('a=1 or b=2 AND not c=3')).toEqual({ or: [a, { and: [b, { not: c }] }] });
    expect(parseFilter('(a=1 or b=2) and c=3')).toEqual({ and: [{ or: [a, b] }, c] });
  });
  it('gets one more condition for all of it', () => {
    expect(withCondition(' ', 'a = 1')).toBe('a = 1');
    expect(parseFilter(withCondition('a=1 or b=2', 'c = 3'))).toEqual({ and: [{ or: [a, b] }, c] });
    expect(withCondition('a = 1', 'b = 2')).toBe('a = 1 and b = 2');
  });
  it('keeps any key and value in quotes', () => {
    const text = fc.string({ minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, text, (key, value) => {
        fc.pre(key !== 'name');
        expect(parseFilter(`${quoted(key)} = ${quoted(value)}`)).toEqual({ tag: { key, eq: value } });
      }),
    );
  });
  it('names metrics as the API does', () =>
    expect(withMetricNames(parseFilter('not (within < 0.1 or a=1)') ?? {}, (short) => `long.${short}`)).toEqual({
      not: { or: [{ metric: { name: 'long.within', lt: 0.1 } }, a] },
    }));
});

describe('a filter that cannot be read', () => {
  it.each([
    ['a =', 'a value must stand here; got the end', 3],
    ['a = 1 b = 2', 'and, or, or the end must stand here; got “b”', 6],
    ['(a = 1', 'a closing bracket must stand here; got the end', 6],
    ['accuracy > high', 'a metric must be compared with a number; got “high”', 11],
    ['a ~ 1', '~ must follow name; got a', 2],
    ['a = "1', 'a quoted text must end with a quote; got "1', 4],
    ['a in 1', 'a list in brackets must stand here; got “1”', 5],
    ['and', 'one of = != < <= > >= ~ in must stand here; got the end', 3],
    ['a ! 1', 'this sign has no meaning here; got ! 1', 2],
  ])('%s: says what must stand there, what does and where', (text, message, at) => {
    const attempt = () => parseFilter(text);
    expect(attempt).toThrow(FilterError);
    try {
      attempt();
    } catch (error) {
      expect(error).toMatchObject({ message, at });
    }
  });
  it('is never a crash of another kind', () => {
    const piece = fc.constantFrom('a', '=', '(', ')', 'and', 'or', 'not', 'in', ',', '"', '<', '1', 'name', '~', ' ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        try {
          parseFilter(pieces.join(' '));
        } catch (error) {
          expect(error).toBeInstanceOf(FilterError);
        }
      }),
    );
  });
});
