'use client';

import * as Plot from '@observablehq/plot';
import { useCallback, useMemo } from 'react';
import { Figure } from '../components/Figure.tsx';
import { PlotView } from '../components/PlotView.tsx';
import { fixed, plusMinus } from '../format/numbers.ts';
import { plural } from '../format/words.ts';
import { estimatorWords } from '../measurement/sentences.ts';
import { scaled, useWalk } from '../measurement/use-walk.ts';
import { type Cell, cells, classByClassPlot, type GroupRecord } from '../plots/class-by-class.ts';
import { classByClassFinding, groupName, medianHalfWidth } from './sentences.ts';

interface ClassByClassFigureProps {
  groups: readonly GroupRecord[];
  /** In the dataset's order; only those measured. */
  classes: readonly string[];
  estimator: string;
  pairsPerGroup: number;
  fileName: string;
  stale: boolean;
}

/** High-frequency fraction by class and pair of classes. */
export function ClassByClassFigure({
  groups,
  classes,
  estimator,
  pairsPerGroup,
  fileName,
  stale,
}: ClassByClassFigureProps) {
  const shown = useMemo(() => cells(groups, classes), [groups, classes]);
  const walk = useWalk(describe);
  const { hold } = walk;
  const draw = useCallback<Parameters<typeof PlotView>[0]['draw']>(
    ({ theme, width, height }) => {
      const plot = Plot.plot(
        classByClassPlot(
          { cells: shown, classes, legend: 'High-frequency fraction', describe },
          { ...theme, mark: theme.ink, label: theme.ink, width, height },
        ),
      );
      const [x, y] = [plot.scale('x'), plot.scale('y')];
      return hold(plot, shown, (cell) => [scaled(x, cell.column), scaled(y, cell.row)]);
    },
    [shown, classes, hold],
  );
  const median = medianHalfWidth(groups);
  return (
    <Figure
      title={classByClassFinding(groups)}
      subtitle={`High-frequency fraction by class and pair of classes, ${estimatorWords(estimator)}`}
      caption={`${plural(pairsPerGroup, 'path')} a cell; ${median === undefined ? 'no bounds' : `median 95 % half-width of a cell ${fixed(median, 3)}, not corrected for the number of cells`}.`}
      table={{
        columns: [
          { name: 'Class' },
          { name: 'Other class' },
          { name: 'Paths', numeric: true },
          { name: 'High-frequency fraction', numeric: true },
          { name: 'Lower', numeric: true },
          { name: 'Upper', numeric: true },
        ],
        rows: groups.map((g) => [g.classA, g.classB, g.pathCount, g.mean, g.lower, g.upper]),
      }}
      fileName={fileName}
      query="measurement { groups { scope classA { name } classB { name } pathCount highFrequencyFraction { mean lower upper } } }"
      stale={stale}
      {...walk.figure}
    >
      <PlotView height={330} draw={draw} />
    </Figure>
  );
}

function describe(cell: Cell): string {
  const number = plusMinus({ value: cell.mean ?? 0, lower: cell.lower, upper: cell.upper });
  return `${groupName(cell)}\n${number}\n${plural(cell.pathCount, 'path')}`;
}
