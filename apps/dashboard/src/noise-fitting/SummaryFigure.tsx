'use client';

import * as Plot from '@observablehq/plot';
import { type ReactNode, useCallback, useMemo } from 'react';
import { Figure } from '../components/Figure.tsx';
import { type Draw, PlotView } from '../components/PlotView.tsx';
import { useWalk } from '../components/use-walk.ts';
import { numericColumns } from '../format/csv.ts';
import { plusMinus } from '../format/numbers.ts';
import { plural } from '../format/words.ts';
import { bounded } from '../measurement/sentences.ts';
import { againstFrequencyPlot, type FrequencyRow } from '../plots/against-frequency.ts';
import { noiseFittingQueryText } from './documents.ts';
import { measureName, summaryTitle } from './finding.ts';
import type { Measure } from './state.ts';
import type { GroupLine, Summary } from './summary.ts';
import { cycleWords, frequencyText } from './wave.ts';

interface SummaryFigureProps {
  lines: readonly GroupLine[];
  measure: Measure;
  /** Beside the subtitle: the switch between what is drawn. */
  control: ReactNode;
  caption: string;
}

/** The minimum of clean − noisy, or the maximum of wave fitting, against the frequency of the wave: a line a model. */
export function SummaryFigure({ lines, measure, control, caption }: SummaryFigureProps) {
  const rows = useMemo(() => lines.flatMap(rowsOf), [lines]);
  const controls = useMemo(() => lines.flatMap((line) => controlRow(line, measure)), [lines, measure]);
  const walk = useWalk(describe);
  const { hold } = walk;
  const draw = useCallback<Draw>(
    ({ theme, width, height }) => {
      const plot = Plot.plot(
        againstFrequencyPlot(
          {
            ...{ rows, controls, describe },
            xLabel: 'Noise frequency (cycles per unit distance)',
            yLabel: `${measureName(measure)} (nats)`,
          },
          { ...theme, width, height },
        ),
      );
      return hold(plot, rows, (row) => [row.frequency, row.value]);
    },
    [rows, controls, measure, hold],
  );
  return (
    <Figure
      title={summaryTitle(lines, measure)}
      subtitle={control}
      description={`${measureName(measure)} over epochs, a line a model. ${caption}`}
      caption={caption}
      table={{
        columns: [
          { name: 'Model' },
          { name: 'Frequency (cycles per unit distance)' },
          ...numericColumns(`${measureName(measure)} (nats)`, 'Lower', 'Upper', 'Training runs'),
        ],
        rows: [
          ...rows.map((r) => [r.group, frequencyText(r.frequency), r.value, r.lower, r.upper, r.count]),
          ...controls
            .filter(({ count }) => count > 0)
            .map((r) => [r.group, 'uniform', r.value, r.lower, r.upper, r.count]),
        ],
        digits: 4,
      }}
      fileName={`noise-fitting-${measure}`}
      query={noiseFittingQueryText}
      {...walk.figure}
      rule={false}
    >
      <PlotView height={420} draw={draw} />
    </Figure>
  );
}

function rowsOf({ group, points }: GroupLine): FrequencyRow[] {
  return points.map((point) => ({ ...rowOf(group, point), frequency: point.frequency }));
}

/** The control's line; of wave fitting, which is 0 with no wave by its definition, also where no control was trained. */
function controlRow({ group, control }: GroupLine, measure: Measure) {
  if (control !== null) return [rowOf(group, control)];
  return measure === 'wave' ? [rowOf(group, { mean: 0, lower: null, upper: null, count: 0 })] : [];
}

function rowOf({ name, colour }: GroupLine['group'], { mean, lower, upper, count }: Summary) {
  return { group: name, colour, value: mean, lower, upper, count };
}

function describe(row: FrequencyRow): string {
  const number = plusMinus(bounded({ mean: row.value, lower: row.lower, upper: row.upper }));
  const runs = row.count === 1 ? 'one training run, no bounds' : plural(row.count, 'training run');
  return `${row.group}\nat ${cycleWords(row.frequency)} per unit distance\n${number} nats\n${runs}`;
}
