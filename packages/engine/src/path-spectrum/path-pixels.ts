import { type Feed, feedOf } from '../feed.ts';
import type { ImageSource } from '../images.ts';
import { coursesOf } from './courses.ts';
import type { PathRecord, PathSpectrumParameters } from './types.ts';

/** The samples of one path as pictures. */
export interface PathPixels {
  /** Number of samples. */
  readonly count: number;
  /**
   * Sample k, height x width x channels: mapped from normalised pixel space back to 0 ... 255, clipped and rounded (halves to
   * even), which the network's input is not. RangeError where there is no such sample.
   */
  sample(k: number): Uint8Array;
}

type Images = Pick<ImageSource, 'imageShape' | 'mean' | 'std' | 'read'>;
type Ends = Pick<PathRecord, 'imageA' | 'imageB' | 'direction'>;

/** Reads a path's end images; its samples are computed when they are asked for. */
export async function pathPixels(parameters: PathSpectrumParameters, images: Images, ends: Ends): Promise<PathPixels> {
  const first = await images.read(ends.imageA);
  const last = ends.imageB === null ? null : await images.read(ends.imageB);
  const feed = feedOfPixels(images);
  const course = coursesOf({ parameters, images, feed })(ends, [first, last]);
  return {
    count: course.count,
    sample(k) {
      if (!(Number.isInteger(k) && k >= 0 && k < course.count))
        throw new RangeError(`a sample must be a whole number from 0 to ${course.count - 1}; got ${k}`);
      if (course.line === undefined) {
        const levels = new Float32Array(feed.imageSize);
        course.write(k, levels, 0);
        return inRange(levels);
      }
      const { start, direction, weight } = course.line;
      const at = weight(k);
      return inRange(start.map((value, n) => value + at * direction[n]!));
    },
  };
}

/** Pixels as they are, 0 ... 255 by height, width, channel: paths are straight there where they are in normalised pixel space. */
function feedOfPixels(images: Images): Feed {
  const inputMean = images.mean.map(() => 0);
  const inputStd = images.std.map(() => 1);
  return feedOf({ inputMean, inputStd, inputScale: 'BYTE', inputLayout: null }, images, 'NHWC');
}

function inRange(levels: ArrayLike<number>): Uint8Array {
  return new Uint8Array(Uint8ClampedArray.from(levels).buffer);
}
