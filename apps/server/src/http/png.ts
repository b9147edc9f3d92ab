import sharp from 'sharp';
import { HttpError } from './http-error.ts';

type ImageShape = readonly [height: number, width: number, channels: number];

/** Grey of one channel, colours of three; of any other number the first channel. */
export function pngOf(pixels: Uint8Array, [height, width, channels]: ImageShape): Promise<Buffer> {
  const shown = channels === 3 ? pixels : pixels.filter((_, k) => k % channels === 0);
  return sharp(shown, { raw: { width, height, channels: channels === 3 ? 3 : 1 } })
    .png()
    .toBuffer();
}

/** Of images side by side: 64 of 512 x 512. Many of large ones would take more memory than a server has. */
const MOST_PIXELS = 2 ** 24;

/** Throws HttpError 400 where so many images of a shape are too much for one picture. */
export function checkPixels(images: number, [height, width]: ImageShape): void {
  const pixels = images * height * width;
  if (pixels <= MOST_PIXELS) return;
  const got = `got ${pixels}: ${images} of ${height} x ${width}`;
  throw new HttpError(400, `a picture must have at most ${MOST_PIXELS} pixels; ${got}`);
}

/** Images of one shape side by side, from left to right, as one image and its shape. */
export function sideBySide(
  images: readonly Uint8Array[],
  [height, width, channels]: ImageShape,
): { pixels: Uint8Array; shape: ImageShape } {
  const row = width * channels;
  const pixels = new Uint8Array(images.length * height * row);
  for (const [k, image] of images.entries())
    for (let y = 0; y < height; y++) pixels.set(image.subarray(y * row, (y + 1) * row), (y * images.length + k) * row);
  return { pixels, shape: [height, images.length * width, channels] };
}
