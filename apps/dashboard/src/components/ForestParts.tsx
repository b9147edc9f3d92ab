import type { FigureTheme } from '../plots/theme.ts';

/** Upright lines of a forest's axis from `top` to `bottom`, their labels below. In pixels, inside an svg. */
export function TickLines({
  ticks,
  top,
  bottom,
  theme,
}: {
  ticks: readonly { x: number; label: string }[];
  top: number;
  bottom: number;
  theme: FigureTheme;
}) {
  return ticks.map(({ x, label }) => (
    <g key={label}>
      <line x1={x} x2={x} y1={top} y2={bottom} stroke={theme.line} />
      <text x={x} y={bottom + 16} textAnchor="middle" fontSize={11} fill={theme.muted}>
        {label}
      </text>
    </g>
  ));
}

/** A difference with its ±, bold where its bounds exclude 0. */
export function BoundedText({
  cell,
  x,
  y,
  theme,
}: {
  cell: { number: string; bound: string; sure: boolean };
  x: number;
  y: number;
  theme: FigureTheme;
}) {
  return (
    <text x={x} y={y} dominantBaseline="central" textAnchor="end">
      <tspan fontWeight={cell.sure ? 650 : 400} fill={cell.sure ? theme.ink : theme.muted}>
        {cell.number}
      </tspan>
      <tspan fill={theme.muted}>{cell.bound}</tspan>
    </text>
  );
}
