import { BoundedText, TickLines } from '../components/ForestParts.tsx';
import { estimatorWords } from '../measurement/sentences.ts';
import { markColour, symbolPath } from '../plots/category.ts';
import { forestLayout } from '../plots/forest.ts';
import type { FigureTheme } from '../plots/theme.ts';
import type { DifferenceRow } from './rows.ts';

const rowHeight = 24;
const headHeight = 18;

/** How tall the forest of so many rows is. */
export function differencesHeight(rows: number): number {
  return headHeight + rows * rowHeight + 24;
}

interface DifferencesSvgProps {
  rows: readonly DifferenceRow[];
  width: number;
  height: number;
  theme: FigureTheme;
  /** The row that the arrows stand on. */
  at: number | undefined;
}

/** A row a difference: the model or the estimator, point and bounds, the number. */
export function DifferencesSvg({ rows, width, height, theme, at }: DifferencesSvgProps) {
  const names = Math.min(170, Math.max(96, 24 + 6.6 * Math.max(...rows.map((row) => nameWords(row).join(' ').length))));
  const column = { title: '', note: '', scale: '', factor: 1, least: 3, effects: rows.map((row) => row.difference) };
  const [place] = forestLayout([column], names, width);
  if (!place) return null;
  const bottom = headHeight + rows.length * rowHeight;
  const middle = (row: number) => headHeight + (row + 0.5) * rowHeight;
  return (
    <svg width={width} height={height} fontSize={12.5} fill={theme.ink} aria-hidden="true">
      <text x={place.zero - 7} y={10} textAnchor="end" fontSize={11} fill={theme.muted}>
        lower
      </text>
      <text x={place.zero + 7} y={10} fontSize={11} fill={theme.muted}>
        higher
      </text>
      <TickLines ticks={place.ticks} top={headHeight} bottom={bottom} theme={theme} />
      {rows.map((row, k) => (
        <RowHead key={row.key} row={row} y={middle(k)} width={width} theme={theme} lit={k === at} />
      ))}
      <line x1={place.zero} x2={place.zero} y1={headHeight} y2={bottom} stroke={theme.ink} />
      {rows.map((row, k) => {
        const cell = place.cells[k];
        const colour = markColour(theme, row.colour);
        const y = middle(k);
        if (!cell)
          return (
            <text
              key={row.key}
              x={place.numbersAt}
              y={y}
              dominantBaseline="central"
              textAnchor="end"
              fill={theme.muted}
            >
              no paths in common
            </text>
          );
        return (
          <g key={row.key}>
            {cell.x1 !== undefined && (
              <line x1={cell.x1} x2={cell.x2} y1={y} y2={y} stroke={colour} strokeWidth={1.8} />
            )}
            <path
              d={symbolPath(row.colour)}
              transform={`translate(${cell.x} ${y}) scale(${row.chosen ? 1.05 : 0.75})`}
              fill={cell.sure ? colour : theme.background}
              stroke={colour}
              strokeWidth={1.6}
            />
            <BoundedText cell={cell} x={place.numbersAt} y={y} theme={theme} />
          </g>
        );
      })}
    </svg>
  );
}

interface RowHeadProps {
  row: DifferenceRow;
  y: number;
  width: number;
  theme: FigureTheme;
  lit: boolean;
}

function RowHead({ row, y, width, theme, lit }: RowHeadProps) {
  const [name, rest] = nameWords(row);
  const top = y - rowHeight / 2;
  return (
    <g>
      {lit && <rect x={0} y={top} width={width} height={rowHeight} fill={theme.accentGround} />}
      {row.chosen && <line x1={0} x2={width} y1={top} y2={top} stroke={theme.line} />}
      {row.chosen && (
        <path d={symbolPath(row.colour)} transform={`translate(5 ${y})`} fill={markColour(theme, row.colour)} />
      )}
      <text x={15} y={y} dominantBaseline="central" fill={theme.muted}>
        {row.chosen && (
          <tspan fontWeight={600} fill={theme.ink}>
            {name}{' '}
          </tspan>
        )}
        {rest}
      </text>
    </g>
  );
}

/** What stands in front of a row: the model and the scope, or the other estimator under them. */
function nameWords({ chosen, name, scope, estimator }: DifferenceRow): [string, string] {
  return chosen ? [name, scope === 'WITHIN_CLASS' ? 'within' : 'between'] : ['', estimatorWords(estimator)];
}
