import { type Proportion, wilson } from '@passband/spectrum';
import { cellsOf } from './cells.ts';
import type { FourierHeatMapParameters, FourierHeatMapRecord } from './types.ts';

/** A record with the rounds that it is of. */
export interface FourierHeatMapPart {
  firstRound: number;
  record: FourierHeatMapRecord;
}

/** A heat map as it is reported. */
export interface FourierHeatMapSummary {
  height: number;
  width: number;
  /** Images of each cell. */
  imageCount: number;
  /** Of the images as they are, with 95 % bounds by Wilson; null before round 0 is measured. */
  errorRateUnshifted: Proportion | null;
  /** By cell of the shifted 2-D DFT, row by row [height * width]; null where a cell is not measured. */
  errorRate: (number | null)[];
}

/** Error rates from the rounds that are there, in any order. */
export function summariseFourierHeatMap(
  parameters: FourierHeatMapParameters,
  imageShape: readonly number[],
  parts: readonly FourierHeatMapPart[],
): FourierHeatMapSummary {
  const [height = 0, width = 0] = imageShape;
  const { images } = parameters;
  const errors = new Map(
    parts.flatMap(({ firstRound, record }) => record.errors.map((count, k) => [firstRound + k, count] as const)),
  );
  const errorRate: (number | null)[] = Array.from({ length: height * width }, () => null);
  for (const [k, { i, j }] of cellsOf(parameters, imageShape).entries()) {
    const count = errors.get(k + 1);
    if (count !== undefined) errorRate[i * width + j] = count / images;
  }
  const unshifted = errors.get(0);
  const errorRateUnshifted = unshifted === undefined ? null : wilson(unshifted, images);
  return { height, width, imageCount: images, errorRateUnshifted, errorRate };
}
