import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Dataset, openDataset } from '@passband/datasets';
import { datasetFacts, type PathRecord, parsePathSpectrumParameters, pathPixels } from '@passband/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** Pictures of path_pictures_golden.py: samples of a path between images 3 and 16, or from image 3 along a direction. */
interface Golden extends Pick<PathRecord, 'imageA' | 'imageB' | 'direction'> {
  parameters: Record<string, unknown>;
  count: number;
  samples: { k: number; pixels: number[] }[];
}
const golden: Golden[] = JSON.parse(readFileSync(new URL('path-pictures-golden.json', import.meta.url), 'utf8'));

let images: Dataset;
let workFolder: string;
beforeAll(async () => {
  workFolder = await mkdtemp(join(tmpdir(), 'passband-reference-'));
  images = await openDataset(fileURLToPath(new URL('engine/colour.npz', import.meta.url)), { workFolder });
});
afterAll(async () => {
  await images.close();
  await rm(workFolder, { recursive: true });
});

async function picturesOf({ parameters: input, ...ends }: Golden) {
  const { parameters, problems } = parsePathSpectrumParameters({ pairsPerGroup: 1, ...input }, datasetFacts(images));
  if (!parameters) throw new Error(problems.map(({ message }) => message).join());
  return pathPixels(parameters, images, ends);
}

describe('the samples of a path as pictures are those of the reference', () => {
  const named = golden.map((row) => ({ ...row, kind: row.parameters.path }));
  test.each(named)('$kind, direction $direction, pixel for pixel', async (row) => {
    const pictures = await picturesOf(row);
    expect(pictures.count).toBe(row.count);
    for (const { k, pixels } of row.samples) expect([...pictures.sample(k)]).toEqual(pixels);
  });

  test('a path between images starts at the first, whose pixels are kept', async () => {
    for (const row of golden)
      expect((await picturesOf(row)).sample(0)).toEqual(new Uint8Array(await images.read(row.imageA)));
  });

  test('a sample that is not there is refused by the numbers that are', async () => {
    const [row] = golden;
    const pictures = await picturesOf(row!);
    for (const k of [-1, 0.5, pictures.count])
      expect(() => pictures.sample(k)).toThrow(
        `a sample must be a whole number from 0 to ${pictures.count - 1}; got ${k}`,
      );
  });
});
