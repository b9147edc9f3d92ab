import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namesIn, withFolder } from '../fixtures/made-files.ts';
import golden from '../golden/archives.json' with { type: 'json' };
import { openCanonical, writeCanonical } from './canonical.ts';
import type { Dataset } from './dataset.ts';
import { openDataset } from './open-dataset.ts';
import type { Split } from './preparation.ts';

const fixtures = join(import.meta.dirname, '../fixtures/archives');

interface Expected {
  imageCount: number;
  imageShape: number[];
  labels: number[];
  classes: string[];
  mean: number[];
  std: number[];
  sha256: string;
  imagesSha256: string;
}

const SPLITS: Record<string, { split?: Split }> = { all: {}, train: { split: 'train' }, test: { split: 'test' } };

async function check(dataset: Dataset, wanted: Expected): Promise<void> {
  const hash = createHash('sha256').update(await dataset.readRun(0, dataset.imageCount));
  expect(dataset).toMatchObject({
    imageCount: wanted.imageCount,
    imageShape: wanted.imageShape,
    classes: wanted.classes,
    sha256: wanted.sha256,
  });
  expect([...dataset.labels]).toEqual(wanted.labels);
  expect(hash.digest('hex')).toBe(wanted.imagesSha256);
  const statistics = [...dataset.mean, ...dataset.std];
  [...wanted.mean, ...wanted.std].forEach((value, at) => {
    expect(Math.abs(value - (statistics[at] ?? Number.NaN))).toBeLessThan(1e-12);
  });
}

const cases = Object.entries(golden.valid).flatMap(([name, parts]) =>
  Object.entries(parts).map(([part, wanted]) => ({ name, part, wanted, options: SPLITS[part] ?? {} })),
);

describe.each(cases)('$name, $part', ({ name, wanted, options }) => {
  it('is read as Python made it, and nothing is left of its work folder', () =>
    withFolder(async (folder) => {
      const workFolder = join(folder, 'work');
      const dataset = await openDataset(join(fixtures, name), { ...options, workFolder });
      expect(dataset.preparation).toEqual(options);
      await check(dataset, wanted);
      await dataset.close();
      expect(await namesIn(workFolder)).toEqual([]);
    }));

  it('is the same in its canonical form', () =>
    withFolder(async (folder) => {
      const target = join(folder, 'target');
      const facts = await writeCanonical(join(fixtures, name), target, options);
      expect(facts.preparation).toEqual(options);
      expect(await namesIn(folder)).toEqual(['target']);
      const dataset = await openCanonical(target);
      expect(dataset.preparation).toEqual(options);
      await check(dataset, wanted);
      await dataset.close();
    }));
});
