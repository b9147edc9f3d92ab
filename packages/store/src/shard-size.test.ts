import { LEAST_ROUNDS } from '@passband/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubledRounds, leastPreciseRounds, preciseRounds, shardRounds } from './shard-size.ts';

/** Of the only worker. */
const alone = (most: number, roundsLeft: number, imagesPerRound: number, imagesPerSecond: number | null): number =>
  shardRounds(most, { roundsLeft, imagesPerRound, imagesPerSecond, workers: 1 });

describe('rounds of a shard', () => {
  it('double from shard to shard, from one', () => {
    expect([0, 1, 2, 3, 4].map((number) => alone(doubledRounds(number), 1000, 1, 1e6))).toEqual([1, 2, 4, 8, 16]);
  });

  it('under precision are one, then as many as the engine has of every scope, then a quarter of those before', () => {
    expect(leastPreciseRounds).toBe(LEAST_ROUNDS);
    const firsts: number[] = [];
    for (let first = 0; first < 40; first += alone(preciseRounds(first), 1000, 1, 1e6)) firsts.push(first);
    expect(firsts).toEqual([0, 1, 8, 10, 12, 15, 18, 22, 27, 33]);
  });

  it('take at most 30 s at the worker’s speed', () => {
    expect(alone(doubledRounds(10), 1000, 1000, 500)).toBe(15);
  });

  it('take at most 30 s at 2,000 images/s while the speed is unknown', () => {
    expect(alone(1024, 1000, 1000, null)).toBe(60);
    expect(alone(1024, 1000, 1000, 0)).toBe(60);
  });

  it('are one where one round takes longer than that', () => {
    expect(alone(10, 1000, 1e9, 1)).toBe(1);
  });

  it('do not pass the last round', () => {
    expect(alone(10, 3, 1, 1e6)).toBe(3);
  });

  it('are at most half of an even share of what is left where workers share it, but not less than take a second', () => {
    const shared = (roundsLeft: number) =>
      shardRounds(1024, { roundsLeft, imagesPerRound: 100, imagesPerSecond: 300, workers: 2 });
    expect([200, 53, 39, 8, 2].map(shared)).toEqual([50, 14, 10, 3, 2]);
  });

  it('only double where a round has no images', () => {
    expect(alone(8, 1000, 0, 100)).toBe(8);
  });

  it('are a whole number from 1 to what is left, whatever is asked', () => {
    const speed = fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }));
    const images = fc.double({ min: 0, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.record({
          ...{ roundsLeft: fc.integer({ min: 1, max: 1e6 }), imagesPerRound: images, imagesPerSecond: speed },
          workers: fc.integer({ min: 1, max: 1000 }),
        }),
        (number, size) => {
          const rounds = shardRounds(doubledRounds(number), size);
          expect(Number.isInteger(rounds) && rounds >= 1 && rounds <= size.roundsLeft).toBe(true);
        },
      ),
    );
  });
});
