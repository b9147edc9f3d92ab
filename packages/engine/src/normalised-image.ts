/** A grey image [height, width] as one [height, width, channels], the same in every channel. */
export function inEveryChannel(grey: Float64Array, channels: number): Float64Array {
  return Float64Array.from({ length: grey.length * channels }, (_, k) => grey[Math.floor(k / channels)]!);
}

/** An image in normalised pixel space [height, width, channels], by the levels of `normalisedLevels`. */
export function normalisedImage(pixels: Uint8Array, levels: Float64Array): Float64Array {
  const channels = levels.length / 256;
  return Float64Array.from(pixels, (pixel, k) => levels[(k % channels) * 256 + pixel]!);
}

/** The image divided by its L2 norm. */
export function unitImage(image: Float64Array): Float64Array {
  let square = 0;
  for (const value of image) square += value * value;
  const norm = Math.sqrt(square);
  return image.map((value) => value / norm);
}
