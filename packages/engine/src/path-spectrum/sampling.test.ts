import { expect, test } from 'vitest';
import { extentOf, sampleCountOf, samplingOf } from './sampling.ts';

test('a number of samples goes before a step; without either the step is 1', () => {
  expect(samplingOf({ samples: 64, step: 2 })).toEqual({ samples: 64 });
  expect(samplingOf({ samples: null, step: 0.5 })).toEqual({ step: 0.5 });
  expect(samplingOf({ samples: null, step: null })).toEqual({ step: 1 });
});

test('a path has up to 100,000 samples; a step that gives more is refused with what it gives', () => {
  expect(sampleCountOf(1000, { step: 0.01 })).toBe(100_000);
  expect(() => sampleCountOf(1000.01, { step: 0.01 })).toThrow(
    'a path must have at most 100,000 samples; step 0.01 gives 100,001 over a distance of 1000.0',
  );
  expect(() => sampleCountOf(1, { samples: 100_001 })).toThrow('step null gives 100,001 over a distance of 1.0');
});

test('a linear path is as long as its ends are apart; a direction as its samples times its step; others have no length', () => {
  const extent = (path: 'LINEAR' | 'AMPLITUDE' | 'PHASE' | 'DIRECTION', samples: number | null, step: number | null) =>
    extentOf({ path, samples, step }, () => 7.5);
  expect(extent('LINEAR', null, 2)).toEqual({ length: 7.5, samples: 4 });
  expect(extent('LINEAR', 10, null)).toEqual({ length: 7.5, samples: 10 });
  expect(extent('DIRECTION', 10, 0.5)).toEqual({ length: 5, samples: 10 });
  expect(extent('DIRECTION', 10, null)).toEqual({ length: 10, samples: 10 });
  expect(extent('DIRECTION', null, 1)).toEqual({ length: 0, samples: 0 });
  for (const path of ['AMPLITUDE', 'PHASE'] as const)
    expect(extent(path, 100, null)).toEqual({ length: null, samples: 100 });
});
