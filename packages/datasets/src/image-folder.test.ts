import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '../fixtures/made-files.ts';
import golden from '../golden/images.json' with { type: 'json' };
import { openDataset } from './open-dataset.ts';

const fixtures = join(import.meta.dirname, '../fixtures/images');

/** Largest and mean difference to Pillow, of 255. JPEG decoders may differ by rounding, filters by the precision of their weights. */
function differences(pixels: Uint8Array, wanted: Uint8Array): { largest: number; mean: number } {
  const each = Array.from(wanted, (value, at) => Math.abs(value - (pixels[at] ?? Number.NaN)));
  return { largest: Math.max(...each), mean: each.reduce((sum, value) => sum + value, 0) / each.length };
}

describe.each(Object.entries(golden.valid))('%s', (_, wanted) => {
  it('is decoded as Pillow decodes it', () =>
    withFolder(async (folder) => {
      const options = { workFolder: join(folder, 'work'), ...wanted.options };
      const dataset = await openDataset(join(fixtures, wanted.folder), options);
      expect(dataset).toMatchObject({ imageShape: wanted.imageShape, classes: wanted.classes });
      expect(dataset.preparation).toEqual(wanted.options);
      expect([...dataset.labels]).toEqual(wanted.labels);
      const pixels = await dataset.readRun(0, dataset.imageCount);
      const decoded = Buffer.from(wanted.pixels, 'base64');
      expect(pixels.length).toBe(decoded.length);
      const { largest, mean } = differences(pixels, decoded);
      // Without a resize, pixels are the same; with one, sharp weighs with other numbers of bits than Pillow.
      expect(largest).toBeLessThanOrEqual('resize' in wanted.options ? 2 : 0);
      expect(mean).toBeLessThan(0.2);
      await dataset.close();
    }));
});
