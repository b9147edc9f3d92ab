import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFloat32 } from './float32.ts';

describe('packed values', () => {
  it('come back as they were stored, NaN too', () => {
    fc.assert(
      fc.property(fc.float32Array({ maxLength: 50 }), (values) => {
        const base64 = Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
        expect(decodeFloat32(base64)).toEqual(values);
      }),
    );
  });
  it('of a broken length are refused with the length', () =>
    expect(() => decodeFloat32(Buffer.from([1, 2, 3]).toString('base64'))).toThrow('groups of 4 bytes; got 3 bytes'));
});
