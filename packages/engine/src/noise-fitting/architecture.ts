import type { ImageShape } from '../classifier.ts';
import { EngineError } from '../errors.ts';

/** A network's architecture, as its name says it. */
export type Architecture =
  | { kind: 'MLP' }
  | { kind: 'SMALL_CNN' }
  /** Wide-ResNet (Zagoruyko and Komodakis, arXiv 1605.07146) of depth 6 * blocksPerGroup + 4, `width` times as wide as a ResNet. */
  | { kind: 'WIDE_RESNET'; blocksPerGroup: number; width: number };

const LEAST_DEPTH = 10;
const MOST_DEPTH = 100;
const MOST_WIDTH = 20;
/** Convolutions halve the image twice, and still have to see more than a pixel. */
const LEAST_SIDE = 8;

/** The architecture of that name: mlp, small-cnn or wrn-D-K. Throws EngineError for others. */
export function parseArchitecture(name: string): Architecture {
  const problem = nameProblem(name);
  if (problem !== null) throw new EngineError(problem);
  if (name === 'mlp') return { kind: 'MLP' };
  if (name === 'small-cnn') return { kind: 'SMALL_CNN' };
  const [depth, width] = depthAndWidth(name) ?? [LEAST_DEPTH, 1];
  return { kind: 'WIDE_RESNET', blocksPerGroup: (depth - 4) / 6, width };
}

/** What is wrong with an architecture by its name, and for images where their shape is given; null where nothing is. */
export function architectureProblem(name: string, imageShape: ImageShape | null = null): string | null {
  const problem = nameProblem(name);
  if (problem !== null || name === 'mlp' || !imageShape) return problem;
  const [height, width] = imageShape;
  if (Math.min(height, width) >= LEAST_SIDE) return null;
  return `${name} takes images of at least ${LEAST_SIDE} x ${LEAST_SIDE} pixels; got ${height} x ${width}`;
}

function nameProblem(name: string): string | null {
  if (name === 'mlp' || name === 'small-cnn') return null;
  const numbers = depthAndWidth(name);
  if (!numbers) return `the architecture must be mlp, small-cnn or wrn-D-K such as wrn-16-1; got ${name}`;
  const [depth, width] = numbers;
  if (depth < LEAST_DEPTH || depth > MOST_DEPTH || (depth - 4) % 6 !== 0)
    return `the depth D of wrn-D-K must be 6n + 4 from ${LEAST_DEPTH} to ${MOST_DEPTH}; got ${depth}`;
  if (width < 1 || width > MOST_WIDTH) return `the width K of wrn-D-K must be from 1 to ${MOST_WIDTH}; got ${width}`;
  return null;
}

function depthAndWidth(name: string): [depth: number, width: number] | null {
  const [, depth, width] = /^wrn-(0|[1-9]\d*)-(0|[1-9]\d*)$/.exec(name) ?? [];
  return depth === undefined || width === undefined ? null : [Number(depth), Number(width)];
}
