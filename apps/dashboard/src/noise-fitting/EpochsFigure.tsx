'use client';

import * as Plot from '@observablehq/plot';
import { type ReactNode, useCallback } from 'react';
import { Figure } from '../components/Figure.tsx';
import { PlotView } from '../components/PlotView.tsx';
import { useWidth } from '../components/use-width.ts';
import { scaled, useWalk } from '../measurement/use-walk.ts';
import { type CurvePoint, type EpochPanel, epochsColumns, epochsHeight, epochsPlot } from '../plots/epochs.ts';
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
  const draw = useCallback<Parameters<typeof PlotView>[0]['draw']>(
    (size) => {
      const { theme, ...box } = size;
      const plot = Plot.plot(
        epochsPlot(
          { panels, columns, yLabel: 'Cross-entropy (nats)', nameOf: seriesWords, describe: describeCurvePoint },
          { ...theme, mark: theme.ink, label: theme.ink, ...box },
        ),
      );
      return hold(plot, pointsOf(panels), (point) => placeIn(plot, panels, columns, point));
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
            { name: 'Epoch', numeric: true },
            { name: 'Mean (nats)', numeric: true },
            { name: 'Smallest', numeric: true },
            { name: 'Largest', numeric: true },
            { name: 'Seeds', numeric: true },
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

/** A facet's own coordinates begin at the left and the top of the whole figure's margins. */
function placeIn(
  plot: ReturnType<typeof Plot.plot>,
  panels: readonly EpochPanel[],
  columns: number,
  point: CurvePoint,
): readonly [number, number] {
  const k = panels.findIndex(({ title }) => title === point.panel);
  const [fx, fy] = [plot.scale('fx'), plot.scale('fy')];
  const offset = (scale: Plot.Scale | undefined, place: number) =>
    Number(scale?.apply(place)) - Number(scale?.apply(0));
  return [
    scaled(plot.scale('x'), point.epoch) + offset(fx, k % columns),
    scaled(plot.scale('y'), point.value) + offset(fy, Math.floor(k / columns)),
  ];
}
