import { describe, expect, test } from 'vitest';
import type { SpectrumRow } from '../plots/spectrum-rows.ts';
import {
  aboutCount,
  aboutImages,
  aboutSeconds,
  announcement,
  convergenceFinding,
  convergenceSubtitle,
  cutoffFrequency,
  failureParts,
  pathWords,
  remedy,
  significant,
  spectraFinding,
  takenWords,
} from './sentences.ts';

const row = (scope: string, frequency: number, magnitude: number, half: number): SpectrumRow => ({
  scope,
  frequency,
  magnitude,
  lower: magnitude - half,
  upper: magnitude + half,
});

describe('the finding of two spectra', () => {
  const pair = (within: number, between: number, half = 0.1, frequency = 0.1) => [
    row('WITHIN_CLASS', frequency, within, half),
    row('BETWEEN_CLASS', frequency, between, half),
  ];

  test('claims what holds at every frequency', () => {
    expect(spectraFinding(pair(1, 2))).toBe('Between classes it varies more at every frequency');
    expect(spectraFinding(pair(2, 1))).toBe('Within a class it varies more at every frequency');
  });

  test('counts where it holds at some', () => {
    expect(spectraFinding([...pair(1, 2), ...pair(1, 1.05, 0.1, 0.2)])).toBe(
      'Between classes it varies more at 1 of 2 frequencies',
    );
  });

  test('asks where all bounds overlap', () => {
    expect(spectraFinding(pair(1, 1.1, 0.2))).toMatch(/^Does it vary more between classes\?/);
  });

  test('claims nothing without bounds', () => {
    const rows = pair(1, 2).map((r) => ({ ...r, lower: null, upper: null }));
    expect(spectraFinding(rows)).toMatch(/^Does/);
  });

  test('of one scope says how far it falls', () => {
    expect(spectraFinding([row('WITHIN_CLASS', 0.1, 1, 0), row('WITHIN_CLASS', 0.5, 0.003, 0)])).toBe(
      'Within class the magnitude falls by a factor of 330',
    );
  });

  test('of paths that are of no scope says so', () => {
    expect(spectraFinding([row('ALL', 0.1, 1, 0), row('ALL', 0.5, 0.5, 0)])).toBe(
      'Along all paths the magnitude falls by a factor of 2.0',
    );
    expect([pathWords(390, 'ALL'), pathWords(200, 'WITHIN_CLASS')]).toEqual(['390 paths', '200 within class']);
  });

  test('of none says so', () => {
    expect(spectraFinding([])).toBe('No spectrum yet');
  });
});

describe('the finding of a converging mean', () => {
  const last = { paths: 1040, mean: 0.106, lower: 0.099, upper: 0.113 };

  test('names the half width and the paths', () => {
    expect(convergenceFinding('WITHIN_CLASS', last, 'RUNNING')).toBe('Within class: ± 0.007 after 1,040 paths');
  });

  test('of a finished run names the mean', () => {
    expect(convergenceFinding('BETWEEN_CLASS', last, 'SUCCEEDED')).toMatch(
      /^Between classes: 0\.106\d? ± 0\.007\d? from 1,040 paths$/,
    );
  });

  test('of a cancelled run says so', () => {
    expect(convergenceFinding('WITHIN_CLASS', last, 'CANCELLED')).toContain('cancelled after 1,040 paths');
  });

  test('without bounds says so', () => {
    expect(convergenceFinding('WITHIN_CLASS', { ...last, lower: null, upper: null }, 'RUNNING')).toContain('no bounds');
    expect(convergenceSubtitle([{ ...last, lower: null, upper: null }])).toMatch(/two paths in every group/);
  });

  test('before the first round there is none', () => {
    expect(convergenceFinding('WITHIN_CLASS', undefined, 'RUNNING')).toBe('Within class: no finished round yet');
    expect(convergenceFinding('WITHIN_CLASS', undefined, 'FAILED')).toBe('Within class: no round was finished');
  });
});

describe('estimates are rounded to what is known', () => {
  test.each([
    [0.4, 'less than 1 s'],
    [4.4, 'about 4 s'],
    [200, 'about 3 min'],
    [7200, 'about 2.0 h'],
    [Number.NaN, 'unknown'],
  ])('%d seconds: %s', (value, words) => {
    expect(aboutSeconds(value)).toBe(words);
  });

  test('what took no time that counts is not 0 s', () => {
    const startedAt = '2026-01-01T00:00:00.000Z';
    expect(takenWords({ startedAt, finishedAt: '2026-01-01T00:00:00.300Z' })).toBe('< 1 s');
    expect(takenWords({ startedAt, finishedAt: '2026-01-01T00:00:03.000Z' })).toBe('3 s');
    expect(takenWords({ startedAt, finishedAt: null })).toBe('–');
  });

  test.each([
    [42, '42'],
    [8912, '8,900'],
    [85_813, '85,800'],
  ])('%d images: %s', (value, words) => {
    expect(aboutCount(value)).toBe(words);
  });

  test('one image is said in the singular', () => {
    expect(aboutImages(1)).toBe('about 1 image');
    expect(aboutImages(8912)).toBe('about 8,900 images');
  });
});

describe('failures', () => {
  test('are cut into what, why and details', () => {
    expect(failureParts('The shape does not fit: it takes 3 × 32 × 32.\nat run\nat main')).toEqual({
      what: 'The shape does not fit',
      why: 'It takes 3 × 32 × 32.',
      details: 'at run\nat main',
    });
  });

  test('without a message are failures still', () => {
    expect(failureParts(null).what).toBe('No reason was given');
  });

  test.each([
    ['takes 3 x 32 x 32, data is 1 x 28 x 28', /dataset/],
    ['NaN in the output', /weights/],
    ['killed by signal 9', /memory/],
    ['something else', /Retry/],
  ])('%s: there is something to do', (error, expected) => {
    expect(remedy(error)).toMatch(expected);
  });
});

describe('what is announced', () => {
  const running = {
    status: 'RUNNING',
    model: { name: 'mixup' },
    progress: { done: 55, total: 100, secondsLeft: 4 },
    partial: true,
    error: null,
  };

  test('progress in per cent with the time left', () => {
    expect(announcement(running)).toBe('mixup: 55 per cent, about 4 s left');
  });

  test('the end', () => {
    expect(announcement({ ...running, status: 'SUCCEEDED' })).toBe('mixup is measured');
    expect(announcement({ ...running, status: 'FAILED', error: 'No memory.' })).toBe(
      'The measurement of mixup failed. No memory.',
    );
  });
});

test('numbers in tooltips have three digits that count', () => {
  expect([0, 0.000456, 0.0123, 12.34].map(significant)).toEqual(['0', '0.000456', '0.0123', '12.3']);
});

test('high frequency begins at a tenth of the axis', () => {
  expect(cutoffFrequency([0, 0.25, 0.5])).toBeCloseTo(0.05, 12);
});
