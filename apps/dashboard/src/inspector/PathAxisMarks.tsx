import type { PathAxis } from '../plots/path-axis.ts';
import { type PathFrame, pathTicks } from '../plots/path-panels.ts';
import type { FigureTheme } from '../plots/theme.ts';

interface PathAxisMarksProps {
  axis: PathAxis;
  frame: PathFrame;
  theme: FigureTheme;
  /** Of the lowest panel. */
  bottom: number;
  height: number;
}

/** The x axis under the lowest panel. */
export function PathAxisMarks({ axis, frame, theme, bottom, height }: PathAxisMarksProps) {
  return (
    <g fontSize={11} fill={theme.muted} textAnchor="middle">
      {pathTicks(axis, frame).map(({ x, label }) => (
        <text key={label} x={x} y={bottom + 16}>
          {label}
        </text>
      ))}
      <text x={Math.max((frame.left + frame.right) / 2, axis.title.length * 2.9)} y={height - 3}>
        {axis.title}
      </text>
    </g>
  );
}
