'use client';

import * as Plot from '@observablehq/plot';
import { useCallback, useMemo } from 'react';
import { Figure } from '../components/Figure.tsx';
import { type Draw, PlotView } from '../components/PlotView.tsx';
import { useWalk } from '../components/use-walk.ts';
import { numericColumns } from '../format/csv.ts';
import { estimatorWords } from '../measurement/sentences.ts';
import { directionFractionsPlot, fractionPoints } from '../plots/direction-fractions.ts';
import { modelLook } from '../plots/look.ts';
import type { DirectionFigureProps } from './DirectionMapFigure.tsx';
import { directionsQueryText } from './documents.ts';
import { describeFraction, directionName, fractionsFinding, pathCountWords } from './finding.ts';
import { directionRows } from './rows.ts';

/** High-frequency fraction against the image frequency of the direction. */
export function DirectionFractionsFigure({
  directions,
  estimator,
  colour,
  height = 330,
  ...props
}: DirectionFigureProps) {
  const rows = useMemo(() => directionRows(directions, estimator), [directions, estimator]);
  const points = useMemo(() => fractionPoints(rows), [rows]);
  const walk = useWalk(describeFraction);
  const { hold } = walk;
  const draw = useCallback<Draw>(
    ({ theme, width, height: tall }) => {
      const look = modelLook(theme, colour, width, tall);
      const plot = Plot.plot(directionFractionsPlot({ points, describe: describeFraction }, look));
      return hold(plot, points, (point) => [point.x, point.value]);
    },
    [points, colour, hold],
  );
  return (
    <Figure
      title={fractionsFinding(rows)}
      subtitle={`High-frequency fraction by the direction’s image frequency, ${estimatorWords(estimator)}`}
      caption={`Bounds: 95 % of the mean over paths, stratified by class, not corrected for the number of directions. ${pathCountWords(rows)} ${props.note}`}
      table={{
        columns: [{ name: 'Direction' }, ...numericColumns('Paths', 'High-frequency fraction', 'Lower', 'Upper')],
        rows: points.map((p) => [directionName(p.row), p.row.pathCount, p.value, p.lower, p.upper]),
      }}
      fileName={`${props.fileName}-direction-fractions`}
      query={directionsQueryText}
      stale={props.stale ?? false}
      rule={props.rule ?? true}
      {...walk.figure}
    >
      <PlotView height={height} draw={draw} />
    </Figure>
  );
}
