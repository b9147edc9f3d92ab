import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { madeFile } from '../fixtures/made-tree.ts';
import { decodeImage, imageFacts } from './image-decoding.ts';

const picture = (channels: 3 | 4 = 3) =>
  sharp({ create: { width: 4, height: 3, channels, background: { r: 200, g: 30, b: 90, alpha: 0.5 } } });
const factsOf = (bytes: Uint8Array) => imageFacts(madeFile('a/1', bytes));

describe('the header of an image says how large it is and whether it is grey', () => {
  it.each([
    ['a PNG', () => picture().png(), false],
    ['a PNG with alpha', () => picture(4).png(), false],
    ['a JPEG', () => picture().jpeg(), false],
    ['a WebP', () => picture().webp(), false],
    ['a grey PNG', () => picture().toColourspace('b-w').png(), true],
    ['a grey JPEG', () => picture().toColourspace('b-w').jpeg(), true],
  ])('%s', async (_, made, grey) => {
    expect(await factsOf(await made().toBuffer())).toEqual({ width: 4, height: 3, grey });
  });
});

describe('an image is refused', () => {
  it.each([
    [
      'of 16 bits a channel',
      () => picture().toColourspace('rgb16').png(),
      'a/1 must have 8 bits a channel; it is of ushort',
    ],
    ['of four inks', () => picture().toColourspace('cmyk').jpeg(), 'a/1 must be RGB or grey; it is cmyk'],
    ['that is none that is read', () => picture().gif(), 'it begins with 474946383961'],
  ])('%s', async (_, made, message) => {
    await expect(factsOf(await made().toBuffer())).rejects.toThrow(message);
  });

  it('that moves', async () => {
    const frames = Buffer.concat([Buffer.alloc(4 * 3 * 3, 10), Buffer.alloc(4 * 3 * 3, 200)]);
    const moving = sharp(frames, { raw: { width: 4, height: 6, channels: 3, pageHeight: 3 } }).webp({ loop: 0 });
    await expect(factsOf(await moving.toBuffer())).rejects.toThrow('a/1 must be a still image; it has 2 frames');
  });

  it('that is empty, and that is cut', async () => {
    await expect(factsOf(new Uint8Array(0))).rejects.toThrow('it is empty');
    const png = await picture().png().toBuffer();
    await expect(factsOf(png.subarray(0, -1))).rejects.toThrow('a/1 is cut off: the chunk that ends a PNG is missing');
  });
});

describe('an image is decoded', () => {
  /** 6 × 4 pixels, each of another value. */
  const grey = Uint8Array.from({ length: 24 }, (_, at) => 10 * at);
  const size = { width: 6, height: 4 };
  const png = (values: Uint8Array, channels: 1 | 3) =>
    sharp(values, { raw: { ...size, channels } })
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .png()
      .toBuffer();
  const part = { left: 1, top: 1, cropped: { width: 3, height: 2 } };

  it('grey or in colour, cropped to a part of it', async () => {
    const wanted = [70, 80, 90, 130, 140, 150];
    const file = madeFile('a/1', await png(grey, 1));
    const geometry = { resized: size, ...part };
    expect([...(await decodeImage(file, { ...size, grey: true }, geometry, 1))]).toEqual(wanted);
    const threefold = wanted.flatMap((value) => [value, value, value]);
    expect([...(await decodeImage(file, { ...size, grey: true }, geometry, 3))]).toEqual(threefold);
    const colour = Uint8Array.from({ length: 72 }, (_, at) => 3 * at);
    const pixel = (at: number) => [9 * at, 9 * at + 3, 9 * at + 6];
    expect([
      ...(await decodeImage(madeFile('a/2', await png(colour, 3)), { ...size, grey: false }, geometry, 3)),
    ]).toEqual([7, 8, 9, 13, 14, 15].flatMap(pixel));
  });

  it('made smaller or larger, then cropped', async () => {
    const file = madeFile('a/1', await png(new Uint8Array(24).fill(77), 1));
    for (const resized of [
      { width: 5, height: 3 },
      { width: 12, height: 8 },
    ]) {
      const pixels = await decodeImage(file, { ...size, grey: true }, { resized, ...part }, 1);
      expect([...pixels]).toEqual(Array(6).fill(77));
    }
  });

  it('unless it has other pixels than its header says', async () => {
    const file = madeFile('a/1', await png(grey, 1));
    const wider = { width: 8, height: 4 };
    await expect(
      decodeImage(file, { ...wider, grey: true }, { resized: wider, left: 0, top: 0, cropped: wider }, 1),
    ).rejects.toThrow(/^a\/1 is damaged: its pixels are not 8 × 4 of 1 channel$/);
  });
});
