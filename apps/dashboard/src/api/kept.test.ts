import { describe, expect, it } from 'vitest';
import { nextKept } from './kept.ts';

const periodogram = { spectrum: [1] };
const mirrored = { spectrum: [2] };

describe('what is kept of a query’s answers', () => {
  it('is nothing before the first', () => {
    expect(nextKept(undefined, undefined, 'a')).toBeUndefined();
  });

  it('is of the variables that it was asked with, not of those that are asked for now', () => {
    const kept = nextKept(undefined, periodogram, 'a');
    expect(nextKept(kept, periodogram, 'b')).toEqual({ data: periodogram, of: 'a' });
  });

  it('is the new answer once it is there', () => {
    const kept = nextKept(undefined, periodogram, 'a');
    expect(nextKept(kept, mirrored, 'b')).toEqual({ data: mirrored, of: 'b' });
  });

  it('stays when a request fails', () => {
    const kept = nextKept(undefined, periodogram, 'a');
    expect(nextKept(kept, undefined, 'a')).toBe(kept);
  });

  it('keeps its identity while nothing is new, so that no state changes', () => {
    const kept = nextKept(undefined, periodogram, 'a');
    expect(nextKept(kept, periodogram, 'a')).toBe(kept);
  });
});
