'use client';

import * as Plot from '@observablehq/plot';
import { useCallback, useMemo } from 'react';
import { Figure } from '../components/Figure.tsx';
import { type Draw, type DrawnPlot, PlotView } from '../components/PlotView.tsx';
import { useWalk } from '../components/use-walk.ts';
import { numericColumns } from '../format/csv.ts';
import { fixed, plusMinus } from '../format/numbers.ts';
import { plural } from '../format/words.ts';
import { estimatorWords } from '../measurement/sentences.ts';
import { bandAt, type Cell, cells, classByClassPlot, type GroupRecord } from '../plots/class-by-class.ts';
import { classByClassFinding, groupName, groupPathWords, medianHalfWidth } from './sentences.ts';

interface ClassByClassFigureProps {
  groups: readonly GroupRecord[];
  /** In the dataset's order; only those measured. */
  classes: readonly string[];
  estimator: string;
  fileName: string;
  stale: boolean;
  /** The cell that is chosen on the page. */
  chosen?: Pick<GroupRecord, 'classA' | 'classB'> | undefined;
  /** What a click on a cell, or Enter, does. */
  onOpen?: (cell: Cell) => void;
  /** Left out: the finding. */
  title?: string;
  rule?: boolean;
}

/** High-frequency fraction by class and pair of classes. */
export function ClassByClassFigure({
  groups,
  classes,
  estimator,
  fileName,
  stale,
  chosen,
  onOpen,
  title,
  rule = true,
}: ClassByClassFigureProps) {
  const shown = useMemo(() => cells(groups, classes), [groups, classes]);
  const walk = useWalk(describe, onOpen);
  const { hold } = walk;
  const draw = useCallback<Draw>(
    ({ theme, width, height }) => {
      const plot = Plot.plot(
        classByClassPlot(
          { cells: shown, classes, legend: 'High-frequency fraction', describe, ...(chosen && { chosen }) },
          { ...theme, width, height },
        ),
      );
      if (onOpen !== undefined) openable(plot, shown, onOpen);
      return hold(plot, shown, (cell) => [cell.column, cell.row]);
    },
    [shown, classes, hold, chosen, onOpen],
  );
  const median = medianHalfWidth(groups);
  return (
    <Figure
      title={title ?? classByClassFinding(groups)}
      subtitle={`High-frequency fraction by class and pair of classes, ${estimatorWords(estimator)}`}
      caption={`${groups.length === 0 ? '' : `${groupPathWords(groups, 'cell')}; `}${median === undefined ? 'no bounds' : `median 95 % half-width of a cell ${fixed(median, 3)}, not corrected for the number of cells`}.${onOpen === undefined ? '' : ' A cell opens its paths.'}`}
      table={{
        columns: [
          { name: 'Class' },
          { name: 'Other class' },
          ...numericColumns('Paths', 'High-frequency fraction', 'Lower', 'Upper'),
        ],
        rows: groups.map((g) => [g.classA, g.classB, g.pathCount, g.mean, g.lower, g.upper]),
      }}
      fileName={fileName}
      query="measurement { groups { scope classA { name } classB { name } pathCount highFrequencyFraction { mean lower upper } } }"
      stale={stale}
      rule={rule}
      {...walk.figure}
    >
      <PlotView height={330} draw={draw} />
    </Figure>
  );
}

/** A click anywhere in a cell opens it. */
function openable(plot: DrawnPlot, shown: readonly Cell[], onOpen: (cell: Cell) => void): void {
  const [x, y] = [plot.scale('x'), plot.scale('y')];
  const cellUnder = (event: MouseEvent) => {
    const { left, top } = plot.getBoundingClientRect();
    const [column, row] = [bandAt(x, event.clientX - left), bandAt(y, event.clientY - top)];
    return shown.find((cell) => cell.column === column && cell.row === row);
  };
  plot.addEventListener('click', (event) => {
    const cell = event instanceof MouseEvent ? cellUnder(event) : undefined;
    if (cell !== undefined) onOpen(cell);
  });
  plot.addEventListener('pointermove', (event) => {
    if (event instanceof MouseEvent) plot.style.setProperty('cursor', cellUnder(event) ? 'pointer' : '');
  });
}

function describe(cell: Cell): string {
  const number = plusMinus({ value: cell.mean ?? 0, lower: cell.lower, upper: cell.upper });
  return `${groupName(cell)}\n${number}\n${plural(cell.pathCount, 'path')}`;
}
