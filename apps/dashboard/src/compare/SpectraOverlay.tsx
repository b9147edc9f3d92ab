'use client';

import * as Plot from '@observablehq/plot';
import { type ReactNode, useCallback } from 'react';
import { Figure } from '../components/Figure.tsx';
import { PlotView } from '../components/PlotView.tsx';
import { significant } from '../measurement/sentences.ts';
import { scaled, useWalk } from '../measurement/use-walk.ts';
import { overlayPlot } from '../plots/overlay.ts';
import type { OverlayFigure, OverlayLine, OverlayRow } from '../plots/overlay-figure.ts';

interface SpectraOverlayProps {
  title: string;
  subtitle: ReactNode;
  caption: string;
  /** Keeps its identity while nothing of it changes. */
  figure: Omit<OverlayFigure, 'describe'>;
  valueName: string;
  /** Of the table's column. */
  frequencyName?: string;
  fileName: string;
  query: string;
  stale: boolean;
  rule: boolean;
}

const height = 262;

/** Models' spectra, or their ratios to the reference's, over one another; arrows walk the bins. */
export function SpectraOverlay({ figure, valueName, frequencyName, ...props }: SpectraOverlayProps) {
  const walk = useWalk(describeWalked);
  const { hold } = walk;
  const draw = useCallback<Parameters<typeof PlotView>[0]['draw']>(
    ({ theme, width, height: tall }) => {
      const plot = Plot.plot(overlayPlot({ ...figure, describe }, { ...theme, width, height: tall }));
      const rows = figure.lines.flatMap((line) => line.rows.map((row) => ({ row, line })));
      const [x, y] = [plot.scale('x'), plot.scale('y')];
      return hold(plot, rows, ({ row }) => [scaled(x, row.frequency), scaled(y, row.value)]);
    },
    [figure, hold],
  );
  return (
    <Figure
      {...props}
      {...walk.figure}
      table={{
        columns: [
          { name: 'Model' },
          { name: frequencyName ?? 'Cycles per unit distance', numeric: true },
          { name: valueName, numeric: true },
          { name: 'Lower', numeric: true },
          { name: 'Upper', numeric: true },
        ],
        rows: figure.lines.flatMap(({ name, rows }) =>
          rows.map(({ frequency, value, lower, upper }) => [name, frequency, value, lower, upper]),
        ),
        digits: 5,
      }}
    >
      <PlotView height={height} draw={draw} />
    </Figure>
  );
}

function describe({ frequency, value, lower, upper }: OverlayRow, { name }: OverlayLine): string {
  const bounds = lower === null || upper === null ? '' : `\n95 %: ${significant(lower)} to ${significant(upper)}`;
  return `${name}\nat frequency ${significant(frequency)}\n${significant(value)}${bounds}`;
}

function describeWalked({ row, line }: { row: OverlayRow; line: OverlayLine }): string {
  return describe(row, line);
}
