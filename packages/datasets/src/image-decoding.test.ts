import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { madeFile } from '../fixtures/made-tree.ts';
import { imageFacts } from './image-decoding.ts';

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
