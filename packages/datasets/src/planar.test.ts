import fc from 'fast-check';
import { expect, it } from 'vitest';
import { interleaved } from './planar.ts';

it('planes of channels become pixels, image after image, however they are cut', () =>
  fc.assert(
    fc.asyncProperty(
      ...[fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }), fc.nat(3), fc.integer({ min: 1, max: 9 })],
      async (channels, pixels, images, chunkBytes) => {
        const imageBytes = channels * pixels;
        const planes = Uint8Array.from({ length: images * imageBytes }, (_, k) => k);
        async function* cut() {
          for (let at = 0; at < planes.length; at += chunkBytes) yield planes.subarray(at, at + chunkBytes);
        }
        const got: number[] = [];
        for await (const chunk of interleaved(cut(), channels, imageBytes)) got.push(...chunk);
        const wanted = Array.from({ length: images * imageBytes }, (_, k) => {
          const [image, pixel, channel] = [Math.floor(k / imageBytes), Math.floor(k / channels) % pixels, k % channels];
          return planes[image * imageBytes + channel * pixels + pixel];
        });
        expect(got).toEqual(wanted);
      },
    ),
  ));
