'use client';

import * as Plot from '@observablehq/plot';
import { useCallback, useMemo } from 'react';
import { Figure } from '../components/Figure.tsx';
import { type Draw, PlotView } from '../components/PlotView.tsx';
import { useWalk } from '../components/use-walk.ts';
import { numericColumns } from '../format/csv.ts';
import { plusMinus } from '../format/numbers.ts';
import { count, plural } from '../format/words.ts';
import { estimatorWords } from '../measurement/sentences.ts';
import {
  type ClassDifference,
  classDifferencesHeight,
  classDifferencesPlot,
  classOffset,
  classOrder,
} from '../plots/class-differences.ts';
import { classModelMapHeight, classModelMapPlot } from '../plots/class-model-map.ts';
import { byClassTitle } from './finding.ts';

interface ByClassFigureProps {
  rows: readonly ClassDifference[];
  reference: string;
  estimator: string;
  query: string;
  stale: boolean;
}

const mostClasses = 12;
/** Points of more models on one line could not be told apart: then numbers stand in coloured cells. */
const mostAsPoints = 3;

/** Within each class, each model's paired difference from the reference. */
export function ByClassFigure({ rows, reference, estimator, query, stale }: ByClassFigureProps) {
  const classes = useMemo(() => classOrder(rows, mostClasses), [rows]);
  const models = useMemo(() => [...new Set(rows.map(({ model }) => model))], [rows]);
  const shown = useMemo(() => rows.filter(({ className }) => classes.includes(className)), [rows, classes]);
  const walk = useWalk(describe);
  const { hold } = walk;
  const asMap = models.length > mostAsPoints;
  const draw = useCallback<Draw>(
    ({ theme, width, height }) => {
      const look = { ...theme, width, height };
      const figure = { rows: shown, classes, models, describe };
      const xLabel = `Difference from ${reference} in high-frequency fraction`;
      const plot = Plot.plot(
        asMap ? classModelMapPlot(figure, look) : classDifferencesPlot({ ...figure, xLabel }, look),
      );
      const below = ({ model }: ClassDifference) => (asMap ? 0 : classOffset(models.indexOf(model), models.length));
      const valuesOf = (row: ClassDifference) => [asMap ? row.model : row.value, row.className] as const;
      return hold(plot, shown, valuesOf, (row) => [0, below(row)]);
    },
    [shown, classes, models, reference, asMap, hold],
  );
  const height = asMap
    ? classModelMapHeight({ classes, models })
    : classDifferencesHeight(classes.length, models.length);
  return (
    <Figure
      title={byClassTitle(shown, reference)}
      subtitle={`Within class, difference by class, ${estimatorWords(estimator)}`}
      caption={captionOf(rows, classes.length, asMap)}
      table={{
        columns: [
          { name: 'Class' },
          { name: 'Model' },
          ...numericColumns('Difference', 'Lower', 'Upper', 'Paired paths'),
        ],
        rows: rows.map((row) => [row.className, row.model, row.value, row.lower, row.upper, row.pairedPaths]),
      }}
      fileName="difference-by-class"
      query={query}
      stale={stale}
      {...walk.figure}
    >
      <PlotView height={height} draw={draw} />
    </Figure>
  );
}

function captionOf(rows: readonly ClassDifference[], shown: number, asMap: boolean): string {
  const counts = rows.map(({ pairedPaths }) => pairedPaths);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const paths = `${least === most ? '' : `${count(least)} to `}${plural(most, 'path')} a class, paired`;
  const all = new Set(rows.map(({ className }) => className)).size;
  const some = shown < all ? `The ${shown} of ${count(all)} classes with the largest differences. ` : '';
  const bounds = rows.some(({ lower }) => lower !== null)
    ? `95 % bounds, not corrected for ${plural(rows.length, 'comparison')}`
    : 'no bounds of one path';
  return `${some}${paths}; ${bounds}. ${asMap ? 'Bold: bounds exclude 0. Blue: higher, vermilion: lower' : 'Hollow: bounds hold 0'}.`;
}

function describe(row: ClassDifference): string {
  return `${row.className}\n${row.model}: ${plusMinus(row, { sign: true })}\n${plural(row.pairedPaths, 'path')}`;
}
