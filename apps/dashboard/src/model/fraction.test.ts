import { expect, test } from 'vitest';
import { fractionOf, isCutoff, publishedFraction, withFraction } from './fraction.ts';

const held = (search: string) => fractionOf(new URLSearchParams(search));

test('an address that names no fraction, or none that can be, is of the published one', () => {
  for (const search of ['', 'estimator=x&unit=y&cutoff=', 'cutoff=1.5', 'cutoff=-0.1', 'cutoff=z'])
    expect(held(search)).toEqual(publishedFraction);
});

test('an address holds a fraction, and nothing of the published one', () => {
  const fraction = { estimator: 'MIRRORED', cutoff: 0, unit: 'CYCLES_PER_DISTANCE' } as const;
  const search = withFraction(new URLSearchParams('m=a'), fraction);
  expect(search.toString()).toBe('m=a&estimator=MIRRORED&cutoff=0&unit=CYCLES_PER_DISTANCE');
  expect(fractionOf(search)).toEqual(fraction);
  expect(withFraction(search, publishedFraction).toString()).toBe('m=a');
});

test('a share of bins ends at 1, cycles per distance at a half', () => {
  expect([isCutoff(1, 'SHARE_OF_BINS'), isCutoff(1.01, 'SHARE_OF_BINS')]).toEqual([true, false]);
  expect([isCutoff(0.5, 'CYCLES_PER_DISTANCE'), isCutoff(0.51, 'CYCLES_PER_DISTANCE')]).toEqual([true, false]);
});
