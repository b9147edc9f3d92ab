import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CursorKey, decodeCursor, encodeCursor, isIdKey, isTime } from './cursors.ts';
import { newId } from './ids.ts';

const any = () => true;

it('a cursor holds the keys that it was made of', () => {
  const key = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(key, fc.constant(null))), (keys: CursorKey[]) => {
      const cursor = encodeCursor(keys);
      expect(cursor).toMatch(/^[\w-]*$/);
      expect(
        decodeCursor(
          cursor,
          keys.map(() => any),
        ),
      ).toEqual(keys.map((one) => (Object.is(one, -0) ? 0 : one)));
    }),
  );
});

it('a text that is no cursor is refused, never with another error', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => decodeCursor(text, [isTime])).toThrow('a cursor must be one that this listing gave');
    }),
  );
});

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

it.each([
  ['no JSON', 'bm8ganNvbg'],
  ['no list', encoded({ length: 2 })],
  ['a key too few', encoded(['a'])],
  ['a key too many', encoded(['a', 1, null])],
  ['a key that is a list', encoded(['a', [1]])],
  ['a key that its test does not take', encoded(['a', 2])],
])('%s is no cursor', (_, cursor) => {
  const tests = [any, (key: CursorKey) => key !== 2];
  expect(() => decodeCursor(cursor, tests)).toThrow(expect.objectContaining({ name: 'CursorInvalid' }));
  expect(decodeCursor(encoded(['a', 1]), tests)).toEqual(['a', 1]);
});

it.each([
  ['2026-11-29T01:02:03.456Z', true],
  ['2026-13-29T01:02:03Z', false],
  ['at 2026-11-29T01:02:03Z', false],
  ['2026-11-29', false],
  [20261129, false],
  [null, false],
])('whether %s is a time: %s', (key, is) => expect(isTime(key)).toBe(is));

it('an id is a text that is one', () => {
  expect(isIdKey(newId())).toBe(true);
  expect(isIdKey('1')).toBe(false);
  expect(isIdKey(1)).toBe(false);
});
