import type { Classifier, ModelFeed } from './classifier.ts';
import { EngineError } from './errors.ts';
import type { ImageSource } from './images.ts';

const LEVELS = 256;

type Normalisation = Pick<ImageSource, 'imageShape' | 'mean' | 'std'>;

/**
 * Pixels as a network is fed them: (s - mean) / std, s = pixel / 255 (UNIT) or pixel (BYTE), in the network's layout.
 * Null mean and std are the dataset's, on the scale that is fed. Being affine in each channel, straight lines in
 * normalised pixel space are straight lines in what is fed.
 */
export interface Feed {
  /** Values of one image. */
  readonly imageSize: number;
  /** Writes one image to `target` at `offset`. */
  write(pixels: Uint8Array, target: Float32Array | Float64Array, offset: number): void;
  /**
   * What a difference of two images in normalised pixel space, height x width x channels, is in what is fed:
   * std of the dataset / std that is fed, channel by channel.
   */
  difference(normalised: Float64Array): Float64Array;
  /** Writes an image of normalised pixel space, height x width x channels, to `target` at `offset`. */
  writeNormalised(normalised: Float32Array, target: Float32Array, offset: number): void;
}

/** Throws EngineError where mean and std are not one number a channel. */
export function feedOf(feed: ModelFeed, images: Normalisation, layout: Classifier['inputLayout']): Feed {
  const [height, width, channels] = images.imageShape;
  const area = height * width;
  const imageSize = area * channels;
  const { means, stds, scale } = fedNormalisation(feed, images);
  const table = levelsBy(channels, (level, channel) => (level / scale - means[channel]!) / stds[channel]!);
  const factors = stds.map((std, channel) => (images.std[channel]! * (255 / scale)) / std);
  // What is fed of the dataset's mean: zero in normalised pixel space.
  const zeros = stds.map((std, channel) => (images.mean[channel]! * (255 / scale) - means[channel]!) / std);
  // Index of the first value of a channel and distance to its next.
  const [first, stride] = layout === 'NCHW' ? [area, 1] : [1, channels];
  return {
    imageSize,
    write(pixels, target, offset) {
      if (channels === 1) {
        for (let k = 0; k < imageSize; k++) target[offset + k] = table[pixels[k]!]!;
        return;
      }
      for (let channel = 0; channel < channels; channel++) {
        const row = channel * LEVELS;
        for (let pixel = channel, at = offset + channel * first; pixel < imageSize; pixel += channels, at += stride)
          target[at] = table[row + pixels[pixel]!]!;
      }
    },
    difference(normalised) {
      const fed = new Float64Array(imageSize);
      for (let channel = 0; channel < channels; channel++) {
        const factor = factors[channel]!;
        for (let pixel = channel, at = channel * first; pixel < imageSize; pixel += channels, at += stride)
          fed[at] = factor * normalised[pixel]!;
      }
      return fed;
    },
    writeNormalised(normalised, target, offset) {
      for (let channel = 0; channel < channels; channel++) {
        const [zero, factor] = [zeros[channel]!, factors[channel]!];
        for (let pixel = channel, at = offset + channel * first; pixel < imageSize; pixel += channels, at += stride)
          target[at] = zero + factor * normalised[pixel]!;
      }
    },
  };
}

/** Mean and std of what is fed, a number a channel, and what a pixel is divided by before. */
function fedNormalisation(
  feed: ModelFeed,
  { imageShape, mean, std }: Normalisation,
): { means: readonly number[]; stds: readonly number[]; scale: number } {
  const scale = feed.inputScale === 'BYTE' ? 1 : 255;
  const ofDataset = 255 / scale;
  const means = feed.inputMean ?? mean.map((value) => value * ofDataset);
  const stds = feed.inputStd ?? std.map((value) => value * ofDataset);
  checkChannels('inputMean', means, imageShape[2], Number.isFinite, 'finite');
  checkChannels('inputStd', stds, imageShape[2], (value) => value > 0 && value < Infinity, 'above 0 and finite');
  return { means, stds, scale };
}

/** Values in normalised pixel space by channel and pixel level [channels, 256]: (level / 255 - mean) / std. */
export function normalisedLevels({ imageShape, mean, std }: Normalisation): Float64Array {
  return levelsBy(imageShape[2], (level, channel) => (level / 255 - mean[channel]!) / std[channel]!);
}

/** L2 norm of the difference of two images in normalised pixel space, in float64. */
export function distanceBetween(a: Uint8Array, b: Uint8Array, levels: Float64Array): number {
  const channels = levels.length / LEVELS;
  let square = 0;
  if (channels === 1) {
    for (let k = 0; k < a.length; k++) {
      const difference = levels[a[k]!]! - levels[b[k]!]!;
      square += difference * difference;
    }
    return Math.sqrt(square);
  }
  for (let channel = 0; channel < channels; channel++) {
    const row = channel * LEVELS;
    for (let k = channel; k < a.length; k += channels) {
      const difference = levels[row + a[k]!]! - levels[row + b[k]!]!;
      square += difference * difference;
    }
  }
  return Math.sqrt(square);
}

function levelsBy(channels: number, value: (level: number, channel: number) => number): Float64Array {
  return Float64Array.from({ length: channels * LEVELS }, (_, k) => value(k % LEVELS, Math.floor(k / LEVELS)));
}

function checkChannels(
  name: string,
  values: readonly number[],
  channels: number,
  holds: (value: number) => boolean,
  rule: string,
): void {
  if (values.length !== channels)
    throw new EngineError(
      `\`${name}\` must have ${channels} value${channels === 1 ? '' : 's'}, one a channel; got ${values.length}`,
    );
  const wrong = values.find((value) => !holds(value));
  if (wrong !== undefined) throw new EngineError(`\`${name}\` must be ${rule}; got ${wrong}`);
}

/** One image as it is fed. */
export function fed(pixels: Uint8Array, feed: Feed): Float64Array {
  const image = new Float64Array(feed.imageSize);
  feed.write(pixels, image, 0);
  return image;
}
