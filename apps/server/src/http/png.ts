import sharp from 'sharp';

type ImageShape = readonly [height: number, width: number, channels: number];

/** Grey of one channel, colours of three; of any other number the first channel. */
export function pngOf(pixels: Uint8Array, [height, width, channels]: ImageShape): Promise<Buffer> {
  const shown = channels === 3 ? pixels : pixels.filter((_, k) => k % channels === 0);
  return sharp(shown, { raw: { width, height, channels: channels === 3 ? 3 : 1 } })
    .png()
    .toBuffer();
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
