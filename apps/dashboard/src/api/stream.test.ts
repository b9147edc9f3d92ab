import { describe, expect, it } from 'vitest';
import { waitBefore } from './stream.ts';

describe('a broken stream', () => {
  it('is opened again soon, then ever later, at most every 15 s', () => {
    expect([1, 2, 3, 6, 50].map(waitBefore)).toEqual([500, 1000, 2000, 15_000, 15_000]);
  });
});
