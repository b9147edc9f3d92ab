'use client';

import * as Plot from '@observablehq/plot';
import { useCallback } from 'react';
import { Figure } from '../components/Figure.tsx';
import { type Draw, PlotView } from '../components/PlotView.tsx';
import { useWalk } from '../components/use-walk.ts';
import { numericColumns } from '../format/csv.ts';
import { plusMinus } from '../format/numbers.ts';
import { count, plural } from '../format/words.ts';
import { convergencePlot } from '../plots/convergence.ts';
import { forecastBand, type RoundPoint } from '../plots/forecast.ts';
import { modelLook } from '../plots/look.ts';
import { bounded, convergenceFinding, convergenceSubtitle } from './sentences.ts';
import { isFinal } from './status.ts';

interface ConvergenceFigureProps {
  scope: string;
  rounds: readonly RoundPoint[];
  /** Paths at the planned end; null before the first round is done. */
  total: number | null;
  /** The y span, which figures side by side share in height. */
  span: [number, number] | null;
  status: string;
  colour: number;
  fileName: string;
  query: string;
  rule: boolean;
}

const axisWithoutData: [number, number] = [0, 0.5];

/** A scope's mean and its narrowing band, round by round. */
export function ConvergenceFigure({ scope, rounds, total, span, status, colour, ...props }: ConvergenceFigureProps) {
  const end = (isFinal(status) ? rounds.at(-1)?.paths : total) ?? 2;
  const walk = useWalk(describe);
  const { hold } = walk;
  const draw = useCallback<Draw>(
    ({ theme, width, height }) => {
      const plot = Plot.plot(
        convergencePlot(
          {
            rounds,
            forecast: isFinal(status) ? [] : forecastBand(rounds, end),
            total: end,
            y: span ?? axisWithoutData,
            lastLabel: lastLabel(status),
            xLabel: 'Paths so far',
            yLabel: 'High-frequency fraction (periodogram)',
            describe,
          },
          modelLook(theme, colour, width, height),
        ),
      );
      return hold(plot, rounds, (round) => [round.paths, round.mean]);
    },
    [rounds, end, span, status, colour, hold],
  );
  const planned = total === null ? '' : ` of ${count(total)}`;
  return (
    <Figure
      title={convergenceFinding(scope, rounds.at(-1), status)}
      subtitle={convergenceSubtitle(rounds)}
      caption={
        isFinal(status)
          ? `Line: mean; band: 95 % bounds, stratified by class or pair; ${plural(rounds.length, 'round')}.`
          : `Line: mean; band: 95 % bounds, stratified by class or pair. Dashed: what to expect of the rest if bounds narrow with the square root of the number of paths${planned === '' ? '' : `, to the last${planned}`}.`
      }
      table={{
        columns: numericColumns('Paths', 'Mean', 'Lower', 'Upper'),
        rows: rounds.map((r) => [r.paths, r.mean, r.lower, r.upper]),
        digits: 4,
      }}
      fileName={props.fileName}
      query={props.query}
      {...walk.figure}
      rule={props.rule}
    >
      <PlotView height={250} draw={draw} />
    </Figure>
  );
}

function describe(round: RoundPoint): string {
  return `${plural(Math.round(round.paths), 'path')}\n${plusMinus(bounded(round))}`;
}

function lastLabel(status: string): string {
  if (status === 'SUCCEEDED') return 'done';
  return isFinal(status) ? 'stopped' : 'now';
}
