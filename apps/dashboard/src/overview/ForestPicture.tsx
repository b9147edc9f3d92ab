import { TickLines } from '../components/ForestParts.tsx';
import { markColour, symbolPath } from '../plots/category.ts';
import { type ForestColumn, forestLayout } from '../plots/forest.ts';
import { shortened } from '../plots/labels.ts';
import type { FigureTheme } from '../plots/theme.ts';
import { type Difference, pairsOf } from './differences.ts';
import { ForestCells } from './ForestCells.tsx';

interface ForestPictureProps {
  rows: readonly Difference[];
  columns: readonly ForestColumn[];
  colourOf: (row: Difference) => number;
  theme: FigureTheme;
  width: number;
  narrow: boolean;
}

const rowHeight = 24;
const headHeight = 44;

export function forestHeight(rowCount: number): number {
  return headHeight + rowCount * rowHeight + 24;
}

/** The picture of the differences: names, how many pairs, and a column a quantity. */
export function ForestPicture({ rows, columns, colourOf, theme, width, narrow }: ForestPictureProps) {
  const first = narrow ? 150 : 232;
  const pairsAt = first - 20;
  const places = forestLayout(columns, first, width);
  const bottom = headHeight + rows.length * rowHeight;
  const middle = (row: number) => headHeight + (row + 0.5) * rowHeight;
  return (
    <svg width={width} height={forestHeight(rows.length)} fontSize={12.5} fill={theme.ink} aria-hidden="true">
      {!narrow && (
        <text x={pairsAt} y={headHeight - 10} textAnchor="end" fontSize={11} fill={theme.muted}>
          pairs
        </text>
      )}
      {places.map((place) => (
        <g key={place.title}>
          <text x={place.left} y={16} fontSize={12} fontWeight={600}>
            {place.title}
          </text>
          <text x={place.left} y={headHeight - 10} fontSize={11} fill={theme.muted}>
            {place.note}
          </text>
          <TickLines ticks={place.ticks} top={headHeight} bottom={bottom} theme={theme} />
        </g>
      ))}
      {rows.map((row, k) => {
        const newTag = k === 0 || rows[k - 1]?.tag !== row.tag;
        const rule = headHeight + k * rowHeight;
        const isPart = row.part !== undefined;
        return (
          <g key={row.key}>
            {newTag && <line x1={0} x2={width} y1={rule} y2={rule} stroke={k === 0 ? theme.lineStrong : theme.line} />}
            {!isPart && (
              <path
                d={symbolPath(colourOf(row))}
                transform={`translate(5 ${middle(k)})`}
                fill={markColour(theme, colourOf(row))}
              />
            )}
            <text x={16} y={middle(k)} dominantBaseline="central" fontWeight={isPart ? 400 : 600} fill={theme.ink}>
              {shortened(row.part ?? row.name, narrow ? 19 : 27)}
            </text>
            {!narrow && (
              <text x={pairsAt} y={middle(k)} dominantBaseline="central" textAnchor="end" fill={theme.muted}>
                {pairsOf(row) || '–'}
              </text>
            )}
          </g>
        );
      })}
      {places.map((place) => (
        <line key={place.title} x1={place.zero} x2={place.zero} y1={headHeight} y2={bottom} stroke={theme.ink} />
      ))}
      {places.map((place) => (
        <ForestCells key={place.title} {...{ place, rows, colourOf, theme, middle }} />
      ))}
    </svg>
  );
}
