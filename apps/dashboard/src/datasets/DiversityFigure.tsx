'use client';

import { useCallback, useMemo } from 'react';
import { Figure } from '../components/Figure.tsx';
import { type Draw, PlotView } from '../components/PlotView.tsx';
import { useWalk } from '../components/use-walk.ts';
import { numericColumns } from '../format/csv.ts';
import { axisOf } from '../plots/axis.ts';
import { scatter } from '../plots/scatter.ts';
import {
  classPoints,
  describePoint,
  diversityFinding,
  type Spectrum,
  scatterPoints,
  spectrumWords,
} from './diversity.ts';
import { diversityQueryText } from './documents.ts';

interface DiversityFigureProps {
  dataset: string;
  spectrum: Spectrum;
  classes: Parameters<typeof classPoints>[0];
  groups: Parameters<typeof classPoints>[1];
}

/** More classes than this have no room for their names. */
const mostNames = 30;

/** A point a class: its diversity against its own high-frequency fraction. */
export function DiversityFigure({ dataset, spectrum, classes, groups }: DiversityFigureProps) {
  const points = useMemo(() => classPoints(classes, groups), [classes, groups]);
  const finding = useMemo(() => diversityFinding(points), [points]);
  const walk = useWalk(describePoint);
  const { hold } = walk;
  const draw = useCallback<Draw>(
    ({ width, height, theme }) => {
      const values = points.map(({ diversity, fraction }) => ({ x: diversity, y: fraction.value }));
      const bounds = points.flatMap(({ fraction: { value, lower, upper } }) => [value, lower ?? value, upper ?? value]);
      const x = {
        ...axisOf(
          'linear',
          values.map((value) => value.x),
        ),
        title: 'Class diversity (units of distance)',
      };
      const y = { ...axisOf('linear', bounds), title: 'High-frequency fraction within the class' };
      const labels = points.length > mostNames ? 'none' : 'points';
      const plot = scatter({ points: scatterPoints(points), x, y, width, height, theme, values, groups: [], labels });
      return hold(plot, points, (point) => [point.diversity, point.fraction.value]);
    },
    [points, hold],
  );
  return (
    <Figure
      title={finding.title}
      subtitle={finding.correlation}
      caption={caption(spectrum)}
      table={{
        columns: [{ name: 'Class' }, ...numericColumns('Diversity', 'High-frequency fraction', 'Lower', 'Upper')],
        rows: points.map(({ name, diversity, fraction }) => [
          name,
          diversity,
          fraction.value,
          fraction.lower,
          fraction.upper,
        ]),
      }}
      fileName={`${dataset}-class-diversity`}
      query={diversityQueryText}
      rule={false}
      {...walk.figure}
    >
      <PlotView height={380} draw={draw} />
    </Figure>
  );
}

function caption(spectrum: Spectrum): string {
  const paths =
    spectrum.samples === null
      ? ' The more diverse a class, the longer its paths and the more samples they have, and with them this fraction changes: a fixed number of samples compares fairly.'
      : '';
  return `Diversity: mean distance between two images of a class, all pairs. Fraction: ${spectrumWords(spectrum)}, periodogram, 95 % bounds over the class's paths; of this one trained network. Line: least squares, with its 95 % band.${paths}`;
}
