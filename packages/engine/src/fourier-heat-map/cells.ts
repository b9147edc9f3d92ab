import { imageFrequency } from '@passband/spectrum';
import type { FourierHeatMapParameters } from './types.ts';

/** A cell of the shifted 2-D DFT, counted from its corner. */
export interface Cell {
  i: number;
  j: number;
}

/** The cells that are measured, row by row: those of at most the maximum image frequency. */
export function cellsOf(
  { maximumImageFrequency }: Pick<FourierHeatMapParameters, 'maximumImageFrequency'>,
  imageShape: readonly number[],
): Cell[] {
  const [height = 0, width = 0] = imageShape;
  const cells: Cell[] = [];
  for (let i = 0; i < height; i++)
    for (let j = 0; j < width; j++)
      if (maximumImageFrequency === null || imageFrequency(i, j, height, width) <= maximumImageFrequency)
        cells.push({ i, j });
  return cells;
}
