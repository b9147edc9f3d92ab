import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PixelCounts } from './pixel-statistics.ts';

async function statistics(channels: number, chunks: Uint8Array[]) {
  const counts = new PixelCounts(channels);
  async function* stream() {
    yield* chunks;
  }
  const passed: Uint8Array[] = [];
  for await (const chunk of counts.counting(stream())) {
    passed.push(chunk);
  }
  expect(passed).toEqual(chunks);
  return counts.statistics();
}

const pixels = fc
  .integer({ min: 1, max: 5 })
  .chain((channels) =>
    fc.tuple(
      fc.constant(channels),
      fc.array(fc.uint8Array({ minLength: channels, maxLength: channels }), { minLength: 1, maxLength: 60 }),
    ),
  );

describe('mean and standard deviation of pixels', () => {
  it('are those of the definition, by channel', async () => {
    await fc.assert(
      fc.asyncProperty(pixels, async ([channels, rows]) => {
        const { mean, std } = await statistics(channels, rows);
        for (let channel = 0; channel < channels; channel++) {
          const values = rows.map((row) => (row[channel] ?? 0) / 255);
          const average = values.reduce((sum, value) => sum + value, 0) / values.length;
          const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length;
          expect(mean[channel]).toBeCloseTo(average, 13);
          expect(std[channel]).toBeCloseTo(Math.sqrt(variance), 12);
        }
      }),
    );
  });

  it('do not depend on how the bytes are cut into chunks, to the last bit', async () => {
    await fc.assert(
      fc.asyncProperty(pixels, fc.integer({ min: 1, max: 7 }), async ([channels, rows], size) => {
        const all = Uint8Array.from(rows.flatMap((row) => [...row]));
        const cut = Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
          all.subarray(at * size, (at + 1) * size),
        );
        expect(await statistics(channels, cut)).toEqual(await statistics(channels, [all]));
      }),
    );
  });

  it('are 0 spread exactly where all pixels of a channel are equal', async () => {
    const { mean, std } = await statistics(2, [Uint8Array.from([7, 1, 7, 2, 7, 4])]);
    expect(mean[0]).toBeCloseTo(7 / 255, 15);
    expect(std[0]).toBe(0);
    expect(std[1]).toBeGreaterThan(0);
  });

  it('of half black and half white are 1/2 and 1/2', async () => {
    expect(await statistics(1, [Uint8Array.from([0, 255, 255, 0])])).toEqual({ mean: [0.5], std: [0.5] });
  });
});
