import * as Plot from '@observablehq/plot';
import { gridLook, tickLook, xTitle, yTitle } from './axis-marks.ts';
import { withBounds } from './bounds.ts';
import type { RoundPoint } from './forecast.ts';
import { type ModelLook, plotFrame } from './look.ts';
import { tipLook } from './pointer-marks.ts';
import { powerTicks, tickDigits } from './ticks.ts';

const TICKS = 6;

export interface ConvergenceFigure {
  rounds: readonly RoundPoint[];
  /** What 1 / sqrt(n) predicts of the rest. */
  forecast: readonly RoundPoint[];
  /** Paths at the planned end. */
  total: number;
  y: [number, number];
  /** The word at the last round: now, stopped, done. */
  lastLabel: string;
  xLabel: string;
  yLabel: string;
  describe: (round: RoundPoint) => string;
}

/** A scope's mean and its 95 % bounds against the number of paths (log), and where the band is going. */
export function convergencePlot(figure: ConvergenceFigure, look: ModelLook): Plot.PlotOptions {
  const first = figure.rounds[0]?.paths ?? 1;
  const last = figure.rounds.slice(-1);
  const x: [number, number] = [
    first,
    Math.max(figure.total, (figure.rounds.at(-1)?.paths ?? first) * 1.0001, first * 2),
  ];
  const ticks = powerTicks(x, Math.log10(x[1] / x[0]) > 2.5 ? [1] : [1, 2, 5]);
  const banded = withBounds(figure.rounds);
  const edge = { stroke: look.label, strokeWidth: 1, strokeOpacity: 0.7, clip: true } as const;
  return {
    ...plotFrame(look),
    marginLeft: 48,
    marginRight: 28,
    marginTop: 28,
    marginBottom: 38,
    x: { type: 'log', domain: x, label: null },
    y: { domain: figure.y, label: null },
    marks: [
      Plot.gridX(ticks, gridLook(look)),
      Plot.gridY({ ticks: TICKS, ...gridLook(look) }),
      Plot.axisX(ticks, {
        text: (n: number) => n.toLocaleString('en'),
        ...tickLook(look),
      }),
      xTitle(figure.xLabel, look),
      Plot.axisY({
        ticks: TICKS,
        tickFormat: `.${tickDigits(figure.y, TICKS)}f`,
        ...tickLook(look),
      }),
      yTitle(figure.yLabel, look, -42, -22),
      Plot.areaY(banded, { x: 'paths', y1: 'lower', y2: 'upper', fill: look.mark, fillOpacity: 0.2, clip: true }),
      Plot.lineY(banded, { x: 'paths', y: 'lower', ...edge }),
      Plot.lineY(banded, { x: 'paths', y: 'upper', ...edge }),
      Plot.lineY(figure.rounds, { x: 'paths', y: 'mean', stroke: look.mark, strokeWidth: 1.8, clip: true }),
      Plot.lineY(figure.forecast, { x: 'paths', y: 'lower', stroke: look.mark, strokeDasharray: '4 3', clip: true }),
      Plot.lineY(figure.forecast, { x: 'paths', y: 'upper', stroke: look.mark, strokeDasharray: '4 3', clip: true }),
      Plot.dot(last, { x: 'paths', y: 'mean', r: 4, fill: look.mark, stroke: look.background }),
      Plot.text(last, {
        x: 'paths',
        y: (r: RoundPoint) => r.upper ?? r.mean,
        text: () => figure.lastLabel,
        dy: -9,
        fill: look.label,
        fontSize: 12,
        fontWeight: 650,
        stroke: look.background,
        strokeWidth: 4,
      }),
      Plot.tip(figure.rounds, Plot.pointerX({ x: 'paths', y: 'mean', title: figure.describe, ...tipLook(look) })),
    ],
  };
}
