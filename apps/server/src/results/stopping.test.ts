import { describe, expect, it } from 'vitest';
import { expectedRounds, type RoundMean, stoppingRound } from './stopping.ts';

const estimate = (half: number | null) => ({
  ...{ mean: 0.5, standardDeviation: null, standardError: null, count: 9 },
  lower: half === null ? null : 0.5 - half,
  upper: half === null ? null : 0.5 + half,
});
const means = (halves: (number | null)[]): RoundMean[] =>
  halves.map((half, k) => ({ round: k + 1, highFrequencyFraction: estimate(half) }));

describe('a scope under precision', () => {
  it('stops when its bounds were narrow enough at the end of four rounds in a row, the fifth being the first', () => {
    const narrow = Array<number>(8).fill(0.25);
    expect(stoppingRound(means(narrow), 8, 0.25)).toBe(8);
    expect(stoppingRound(means(narrow), 7, 0.25)).toBeNull();
    expect(stoppingRound(means([...narrow.slice(0, 6), 0.5, ...narrow, 0.5]), 16, 0.25)).toBe(11);
  });

  it('looks only at rounds that are stored without a gap', () => {
    expect(stoppingRound(means([null, 1, 1, 1, 1, 0.25, 0.25, 0.25, 0.25]), 8, 0.25)).toBeNull();
  });

  it('goes on where there are no bounds', () => {
    expect(stoppingRound(means(Array(9).fill(null)), 9, 0.25)).toBeNull();
    expect(
      stoppingRound(
        [1, 2, 3, 4, 5].map((round) => ({ round, highFrequencyFraction: null })),
        5,
        0.25,
      ),
    ).toBeNull();
  });

  it('is expected to need as many rounds as the square of what its bounds are too wide, at most the cap', () => {
    expect(expectedRounds(8, 0.5, 0.25, 100)).toBe(32);
    expect(expectedRounds(8, 0.5, 0.25, 20)).toBe(20);
    expect(expectedRounds(2, 0.1, 0.25, 100)).toBe(8);
    expect(expectedRounds(1, Infinity, 0.25, 100)).toBe(100);
  });
});
