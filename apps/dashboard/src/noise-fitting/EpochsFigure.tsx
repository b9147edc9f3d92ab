'use client';

import * as Plot from '@observablehq/plot';
import { type ReactNode, useCallback } from 'react';
import { Figure } from '../components/Figure.tsx';
import { type Draw, type DrawnPlot, PlotView } from '../components/PlotView.tsx';
import { useWalk } from '../components/use-walk.ts';
import { useWidth } from '../components/use-width.ts';
import { numericColumns } from '../format/csv.ts';
import { type CurvePoint, type EpochPanel, epochsColumns, epochsHeight, epochsPlot } from '../plots/epochs.ts';
import type { Place } from '../plots/walk.ts';
import { describeCurvePoint, seriesWords } from './curves.ts';

interface EpochsFigureProps {
  /** Keeps its identity while nothing of it changes. */
  panels: readonly EpochPanel[];
  title: string;
  subtitle: ReactNode;
  caption: string;
  fileName: string;
  query: string;
  stale?: boolean;
  rule?: boolean;
}

/** Losses by epoch, a panel a wave; as many panels beside each other as fit. */
export function EpochsFigure({ panels, ...props }: EpochsFigureProps) {
  const [ref, width] = useWidth();
  const columns = epochsColumns(width === 0 ? 900 : width, panels.length);
  const walk = useWalk(describeCurvePoint);
  const { hold } = walk;
  const draw = useCallback<Draw>(
    ({ theme, ...size }) => {
      const plot = Plot.plot(
        epochsPlot(
          { panels, columns, yLabel: 'Cross-entropy (nats)', nameOf: seriesWords, describe: describeCurvePoint },
          { ...theme, ...size },
        ),
      );
      return hold(plot, pointsOf(panels), (point) => [point.epoch, point.value], facetIn(plot, panels, columns));
    },
    [panels, columns, hold],
  );
  return (
    <div ref={ref} style={{ minWidth: 0 }}>
      <Figure
        title={props.title}
        subtitle={props.subtitle}
        caption={props.caption}
        table={{
          columns: [
            { name: 'Wave' },
            { name: 'Curve' },
            ...numericColumns('Epoch', 'Mean (nats)', 'Smallest', 'Largest', 'Seeds'),
          ],
          rows: pointsOf(panels).map((point) => [
            ...[point.panel, seriesWords(point.series), point.epoch],
            ...[point.value, point.lower, point.upper, point.count],
          ]),
          digits: 4,
        }}
        fileName={props.fileName}
        query={props.query}
        {...walk.figure}
        stale={props.stale ?? false}
        rule={props.rule ?? false}
      >
        <PlotView height={epochsHeight(panels.length, columns)} draw={draw} />
      </Figure>
    </div>
  );
}

function pointsOf(panels: readonly EpochPanel[]): CurvePoint[] {
  return panels.flatMap((panel) => panel.points);
}

/** By how much a point's facet lies beside the first: its own coordinates begin with the margins of the whole figure. */
function facetIn(plot: DrawnPlot, panels: readonly EpochPanel[], columns: number): (point: CurvePoint) => Place {
  const offset = (name: 'fx' | 'fy', place: number) => {
    const scale = plot.scale(name);
    return Number(scale?.apply(place)) - Number(scale?.apply(0));
  };
  return ({ panel }) => {
    const k = panels.findIndex(({ title }) => title === panel);
    return [offset('fx', k % columns), offset('fy', Math.floor(k / columns))];
  };
}
