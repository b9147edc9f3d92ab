import { type FourierPart, FourierPath, fourierPathWindow, pathPositions } from '@passband/spectrum';
import type { StraightLine } from '../batch.ts';
import { distanceBetween, type Feed, fed, normalisedLevels } from '../feed.ts';
import type { ImageSource } from '../images.ts';
import { normalisedImage } from '../normalised-image.ts';
import { directionImages } from './directions.ts';
import type { PathEnds } from './ends.ts';
import { sampleCountOf, samplingOf } from './sampling.ts';
import type { PathKind, PathSpectrumParameters } from './types.ts';

/** Where the samples of a path are: on a straight line of what the network is fed, or written one by one. */
export type Course = {
  /** See `PathRecord`. */
  readonly length: number | null;
  /** Number of samples. */
  readonly count: number;
} & (
  | { readonly line: StraightLine }
  | { readonly line?: undefined; write(k: number, target: Float32Array, offset: number): void }
);

/** Pixels of the images at a path's ends; none at the end of a path along a direction. */
export type EndPixels = readonly [first: Uint8Array, last: Uint8Array | null];

export type Courses = (ends: Pick<PathEnds, 'direction'>, pixels: EndPixels) => Course;

interface Space {
  parameters: PathSpectrumParameters;
  images: Pick<ImageSource, 'imageShape' | 'mean' | 'std'>;
  feed: Feed;
}

/** The courses of a measurement's paths, by what is fed. */
export function coursesOf(space: Space): Courses {
  return COURSES[space.parameters.path](space);
}

const COURSES: Readonly<Record<PathKind, (space: Space) => Courses>> = {
  LINEAR: linearCourses,
  AMPLITUDE: amplitudeCourses,
  PHASE: phaseCourses,
  DIRECTION: directionCourses,
};

/** Sample k is x_0 + t_k (x_1 - x_0) / d. */
function linearCourses({ parameters, images, feed }: Space): Courses {
  const sampling = samplingOf(parameters);
  const levels = normalisedLevels(images);
  return (_, pixels) => {
    const [first, last] = bothOf(pixels);
    const length = distanceBetween(first, last, levels);
    const count = sampleCountOf(length, sampling);
    const positions = pathPositions(length, sampling);
    const start = fed(first, feed);
    const direction = fed(last, feed).map((value, k) => value - start[k]!);
    return { length, count, line: { start, direction, weight: (k) => positions[k]! / length } };
  };
}

/** An amplitude path is straight: sample k is x(0) + w_k (x(1) - x(0)). */
function amplitudeCourses(space: Space): Courses {
  const { feed } = space;
  const pathOf = fourierPaths(space, 'AMPLITUDE');
  const { count, weight } = evenly(space.parameters);
  return (_, pixels) => {
    const { path, first } = pathOf(pixels);
    const direction = feed.difference(path.at(1).map((value, k) => value - first[k]!));
    return { length: null, count, line: { start: fed(pixels[0], feed), direction, weight } };
  };
}

function phaseCourses(space: Space): Courses {
  const { feed } = space;
  const pathOf = fourierPaths(space, 'PHASE');
  const { count, weight } = evenly(space.parameters);
  return (_, pixels) => {
    const { path, first } = pathOf(pixels);
    const start = fed(pixels[0], feed);
    return {
      ...{ length: null, count },
      write(k, target, offset) {
        const moved = feed.difference(path.at(weight(k)).map((value, n) => value - first[n]!));
        for (let n = 0; n < moved.length; n++) target[offset + n] = start[n]! + moved[n]!;
      },
    };
  };
}

/** Sample k is x_0 + k step u, u of unit norm in normalised pixel space. */
function directionCourses({ parameters, images, feed }: Space): Courses {
  const step = parameters.step ?? 1;
  const count = parameters.samples ?? 0;
  const directionOf = directionImages(parameters, images.imageShape, feed);
  return (ends, [first]) => {
    const line = {
      start: fed(first, feed),
      direction: directionOf(ends.direction ?? 0),
      weight: (k: number) => k * step,
    };
    return { length: count * step, count, line };
  };
}

/** Weights of the last image from 0 to 1, both included. */
function evenly({ samples }: PathSpectrumParameters): { count: number; weight: (k: number) => number } {
  const count = samples ?? 0;
  return { count, weight: (k) => (count === 1 ? 0 : k / (count - 1)) };
}

function fourierPaths({ parameters, images }: Space, part: FourierPart) {
  const [height, width] = images.imageShape;
  const window = fourierPathWindow(height, width, parameters.window ?? 0);
  const levels = normalisedLevels(images);
  return (pixels: EndPixels): { path: FourierPath; first: Float64Array } => {
    const [start, end] = bothOf(pixels);
    const first = normalisedImage(start, levels);
    return { path: new FourierPath(window, first, normalisedImage(end, levels), part), first };
  };
}

function bothOf([first, last]: EndPixels): readonly [Uint8Array, Uint8Array] {
  if (last === null) throw new RangeError('a path between two images must have both; the last is missing');
  return [first, last];
}
