import { BoundedText } from '../components/ForestParts.tsx';
import { markColour } from '../plots/category.ts';
import type { ForestPlace } from '../plots/forest.ts';
import type { FigureTheme } from '../plots/theme.ts';
import type { Difference } from './differences.ts';

interface ForestCellsProps {
  place: ForestPlace;
  rows: readonly Difference[];
  colourOf: (row: Difference) => number;
  theme: FigureTheme;
  /** The middle of a row, in pixels from the top. */
  middle: (row: number) => number;
}

/** One column of the differences: bars of bounds, points filled where they exclude 0, and the numbers. */
export function ForestCells({ place, rows, colourOf, theme, middle }: ForestCellsProps) {
  return place.cells.map((cell, k) => {
    const row = rows[k];
    if (!cell || !row) return null;
    const colour = markColour(theme, colourOf(row));
    return (
      <g key={row.key}>
        {cell.x1 !== undefined && (
          <line x1={cell.x1} x2={cell.x2} y1={middle(k)} y2={middle(k)} stroke={colour} strokeWidth={1.8} />
        )}
        <circle
          cx={cell.x}
          cy={middle(k)}
          r={row.part === undefined ? 4 : 3.2}
          fill={cell.sure ? colour : theme.background}
          stroke={colour}
          strokeWidth={1.6}
        />
        <BoundedText cell={cell} x={place.numbersAt} y={middle(k)} theme={theme} />
      </g>
    );
  });
}
