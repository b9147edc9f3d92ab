'use client';

import * as Plot from '@observablehq/plot';
import { type ReactNode, useCallback, useMemo } from 'react';
import { Figure } from '../components/Figure.tsx';
import { type Draw, PlotView } from '../components/PlotView.tsx';
import { useWalk } from '../components/use-walk.ts';
import { numericColumns } from '../format/csv.ts';
import { type ByClassFigure as ByClass, byClassPlot, type ClassRecord, ordered } from '../plots/by-class.ts';
import { modelLook } from '../plots/look.ts';

interface ByClassFigureProps {
  rows: readonly ClassRecord[];
  order: 'highest first' | 'lowest first';
  title: string;
  subtitle: ReactNode;
  caption: string;
  axis: Omit<ByClass, 'rows'>;
  countName: string;
  valueName: string;
  colour: number;
  fileName: string;
  query: string;
  height?: number;
  stale?: boolean;
  rule?: boolean;
}

/** A number by class with its bounds. `axis` keeps its identity while nothing of it changes. */
export function ByClassFigure({ rows, order, axis, colour, height = 330, ...props }: ByClassFigureProps) {
  const shown = useMemo(() => ordered(rows, order), [rows, order]);
  const compared = rows.some(({ reference }) => reference !== undefined);
  const walk = useWalk(axis.describe);
  const { hold } = walk;
  const draw = useCallback<Draw>(
    ({ theme, width, height: tall }) => {
      const plot = Plot.plot(byClassPlot({ ...axis, rows: shown }, modelLook(theme, colour, width, tall)));
      return hold(plot, shown, (row) => [row.value, row.name]);
    },
    [shown, axis, colour, hold],
  );
  return (
    <Figure
      title={props.title}
      subtitle={props.subtitle}
      caption={props.caption}
      table={{
        columns: [
          { name: 'Class' },
          ...numericColumns(props.countName, props.valueName, 'Lower', 'Upper'),
          ...(compared ? [{ name: 'Reference', numeric: true }] : []),
        ],
        rows: shown.map((row) => [
          ...[row.name, row.count, row.value, row.lower, row.upper],
          ...(compared ? [row.reference] : []),
        ]),
      }}
      fileName={props.fileName}
      query={props.query}
      {...walk.figure}
      stale={props.stale ?? false}
      rule={props.rule ?? true}
    >
      <PlotView height={height} draw={draw} />
    </Figure>
  );
}
