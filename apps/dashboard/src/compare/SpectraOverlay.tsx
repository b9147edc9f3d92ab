'use client';

import * as Plot from '@observablehq/plot';
import { type ReactNode, useCallback } from 'react';
import { Figure } from '../components/Figure.tsx';
import { type Draw, PlotView } from '../components/PlotView.tsx';
import { useWalk } from '../components/use-walk.ts';
import { numericColumns } from '../format/csv.ts';
import { boundsLine, significant } from '../measurement/sentences.ts';
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
  const draw = useCallback<Draw>(
    ({ theme, width, height: tall }) => {
      const plot = Plot.plot(overlayPlot({ ...figure, describe }, { ...theme, width, height: tall }));
      const rows = figure.lines.flatMap((line) => line.rows.map((row) => ({ row, line })));
      return hold(plot, rows, ({ row }) => [row.frequency, row.value]);
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
          ...numericColumns(frequencyName ?? 'Cycles per unit distance', valueName, 'Lower', 'Upper'),
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

function describe(row: OverlayRow, { name }: OverlayLine): string {
  return `${name}
at frequency ${significant(row.frequency)}
${significant(row.value)}${boundsLine(row)}`;
}

function describeWalked({ row, line }: { row: OverlayRow; line: OverlayLine }): string {
  return describe(row, line);
}
