'use client';

import * as Plot from '@observablehq/plot';
import { useCallback, useMemo } from 'react';
import { Figure } from '../components/Figure.tsx';
import { type Draw, PlotView } from '../components/PlotView.tsx';
import { useWalk } from '../components/use-walk.ts';
import { numericColumns } from '../format/csv.ts';
import { cutoffFrequency, estimatorWords, frequencyLabel, magnitudeName } from '../measurement/sentences.ts';
import { directionCells, directionMapPlot } from '../plots/direction-map.ts';
import { type DirectionRecord, directionsQueryText } from './documents.ts';
import { describeDirectionCell, directionName, directionsFinding, fractionWords, pathCountWords } from './finding.ts';
import { directionRows } from './rows.ts';

export interface DirectionFigureProps {
  directions: readonly DirectionRecord[];
  estimator: string;
  colour: number;
  /** Sentences of how it was measured. */
  note: string;
  fileName: string;
  height?: number;
  stale?: boolean;
  rule?: boolean;
}

/** Image frequency of the direction against function frequency, coloured by magnitude. */
export function DirectionMapFigure({ directions, estimator, height = 330, ...props }: DirectionFigureProps) {
  const rows = useMemo(() => directionRows(directions, estimator), [directions, estimator]);
  const cells = useMemo(() => directionCells(rows), [rows]);
  const cutoff = cutoffFrequency(directions[0]?.spectrum.frequency ?? []);
  const unit = rows[0]?.frequencyUnit ?? 'CYCLES_PER_DISTANCE';
  const magnitude = magnitudeName(estimator);
  const describe = useMemo(() => describeDirectionCell(magnitude), [magnitude]);
  const walk = useWalk(describe);
  const { hold } = walk;
  const draw = useCallback<Draw>(
    ({ theme, width, height: tall }) => {
      const look = { ...theme, width, height: tall };
      const figure = { rows, cells, cutoff, legend: `${magnitude}, log`, yLabel: frequencyLabel(unit), describe };
      const plot = Plot.plot(directionMapPlot(figure, look));
      return hold(plot, cells, (cell) => [cell.column, cell.frequency]);
    },
    [rows, cells, cutoff, unit, magnitude, describe, hold],
  );
  return (
    <Figure
      title={directionsFinding(rows)}
      subtitle={`Spectrum of the class probabilities from images along each direction, ${estimatorWords(estimator)}`}
      caption={[pathCountWords(rows), props.note, fractionWords(rows)].filter(Boolean).join(' ')}
      table={{
        columns: [{ name: 'Direction' }, ...numericColumns('Function frequency', magnitude, 'Lower', 'Upper')],
        rows: cells.map((c) => [directionName(c.row), c.frequency, c.magnitude, c.lower, c.upper]),
        digits: 5,
      }}
      fileName={`${props.fileName}-directions`}
      query={directionsQueryText}
      stale={props.stale ?? false}
      rule={props.rule ?? true}
      {...walk.figure}
    >
      <PlotView height={height} draw={draw} />
    </Figure>
  );
}
