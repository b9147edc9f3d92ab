import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PackedFloats, unpackFloats } from './floats.ts';
import { isId, isPathId, newId } from './ids.ts';
import { Mutex } from './mutex.ts';

describe('ids', () => {
  it('grow strictly within a process, though thousands fall in a millisecond', () => {
    const ids = Array.from({ length: 20_000 }, newId);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are UUIDs of version 7 and variant 2', () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(isId(newId())).toBe(true);
  });

  it('of other kinds are not asked of the database', () => {
    for (const text of ['', 'x', '1', `${newId()}0`, ` ${newId()}`, newId().replaceAll('-', '')])
      expect(isId(text)).toBe(false);
    for (const text of ['', '0', '-1', '1.5', '01', '1e3', '9'.repeat(19), newId()]) expect(isPathId(text)).toBe(false);
    expect(isPathId('123')).toBe(true);
  });
});

describe('packed floats', () => {
  it('come back bit by bit, rows of any length, at any place', () => {
    fc.assert(
      fc.property(fc.array(fc.float32Array()), (rows) => {
        const packed = new PackedFloats();
        for (const row of rows) packed.add(row);
        const bytes = packed.bytes();
        const shifted = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3);
        rows.forEach((row, k) => {
          const from = packed.offsets[k]!;
          const back = unpackFloats(shifted.subarray(from, from + packed.lengths[k]!));
          expect(back.length).toBe(row.length);
          expect(back.every((value, j) => Object.is(value, row[j]))).toBe(true);
        });
      }),
    );
  });

  it('are little endian', () => {
    const packed = new PackedFloats();
    packed.add(Float32Array.of(1));
    expect([...packed.bytes()]).toEqual([0, 0, 0x80, 0x3f]);
  });
});

describe('a mutex', () => {
  it('lets one through at a time, in order', async () => {
    const mutex = new Mutex();
    const steps: string[] = [];
    await Promise.all(
      ['a', 'b', 'c'].map(async (name) => {
        const release = await mutex.acquire();
        steps.push(`${name} in`);
        await Promise.resolve();
        steps.push(`${name} out`);
        release();
      }),
    );
    expect(steps).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  });
});
