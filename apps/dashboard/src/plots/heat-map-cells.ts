/** A cell of the shifted 2-D DFT: the basis image that images are shifted by, and the error rate that follows. */
export interface HeatMapCell {
  /** Row and column. */
  i: number;
  j: number;
  /** Cycles per image from the centre: down, to the right, and their distance. */
  vertical: number;
  horizontal: number;
  imageFrequency: number;
  errorRate: number;
}

export interface HeatMap {
  height: number;
  width: number;
  /** Row by row; NaN where a cell is not measured. */
  errorRate: Float32Array;
  /** Images of each cell. */
  imageCount: number;
}

/**
 * The cells that are measured, row by row. A rate is a count of images over all of them: what float32 rounded is made whole
 * again.
 */
export function heatMapCells({ height, width, errorRate, imageCount }: HeatMap): HeatMapCell[] {
  const cells: HeatMapCell[] = [];
  for (const [k, rate] of errorRate.entries()) {
    if (Number.isNaN(rate)) continue;
    const [i, j] = [Math.floor(k / width), k % width];
    const [vertical, horizontal] = [i - Math.floor(height / 2), j - Math.floor(width / 2)];
    const imageFrequency = Math.hypot(vertical, horizontal);
    cells.push({ i, j, vertical, horizontal, imageFrequency, errorRate: Math.round(rate * imageCount) / imageCount });
  }
  return cells;
}
