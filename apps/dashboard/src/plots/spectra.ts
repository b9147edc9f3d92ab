import * as Plot from '@observablehq/plot';
import { gridLook, tickLook, xTitle, yTitle } from './axis-marks.ts';
import { withBounds } from './bounds.ts';
import { type ModelLook, plotFrame } from './look.ts';
import { countedWords } from './overlay-figure.ts';
import { ringMark, tipMark } from './pointer-marks.ts';
import type { SpectrumRow } from './spectrum-rows.ts';
import { powerTicks } from './ticks.ts';

/** Decades that hold every mean, widened to hold upper bounds; lower bounds near 0 would take the axis to minus infinity. */
export function magnitudeDomain(rows: readonly SpectrumRow[]): [number, number] {
  if (rows.length === 0) return [1e-4, 1e-1];
  const low = Math.min(...rows.map((r) => r.magnitude));
  const high = Math.max(...rows.map((r) => r.upper ?? r.magnitude));
  return [low * 0.7, high * 1.15];
}

/** From the first frequency above 0 to the last; the usual axis where there is nothing yet. */
export function frequencyDomain(rows: readonly SpectrumRow[]): [number, number] {
  if (rows.length === 0) return [1 / 128, 0.5];
  return [Math.min(...rows.map((r) => r.frequency)), Math.max(...rows.map((r) => r.frequency))];
}

export interface SpectraFigure {
  now: readonly SpectrumRow[];
  /** The same after few rounds, drawn behind as a lighter band. */
  early?: readonly SpectrumRow[];
  /** Cycles in the unit of the axis: where high frequency begins. */
  cutoff: number;
  xLabel: string;
  yLabel: string;
  /** A line's name at its right end. */
  nameOf: (scope: string) => string;
  /** The text of a point's tooltip. */
  describe: (row: SpectrumRow) => string;
}

/** Magnitude against frequency, log-log: within class solid, between classes dashed, bands of their bounds, the cutoff. */
export function spectraPlot(figure: SpectraFigure, look: ModelLook): Plot.PlotOptions {
  const rows = figure.now;
  const y = magnitudeDomain(rows);
  const x = frequencyDomain(rows);
  const scopes = [...new Set(rows.map((r) => r.scope))];
  const band = (from: readonly SpectrumRow[], opacity: number) =>
    Plot.areaY(withBounds(from), {
      x: 'frequency',
      y1: (r: SpectrumRow) => Math.max(r.lower ?? 0, y[0]),
      y2: 'upper',
      z: 'scope',
      fill: look.mark,
      fillOpacity: opacity,
      clip: true,
    });
  const ends = spread(
    scopes.flatMap((scope) => rows.filter((r) => r.scope === scope).slice(-1)),
    y,
    look.height - 60,
  );
  return {
    ...plotFrame(look),
    marginLeft: 52,
    marginRight: 64,
    marginTop: 28,
    marginBottom: 38,
    x: { type: 'log', domain: x, label: null },
    y: { type: 'log', domain: y, label: null, clamp: false },
    marks: [
      Plot.rect([0], {
        x1: Math.max(figure.cutoff, x[0]),
        x2: x[1],
        y1: y[0],
        y2: y[1],
        fill: look.accent,
        fillOpacity: 0.05,
      }),
      Plot.gridX(powerTicks(x, [1, 2, 5]), gridLook(look)),
      Plot.gridY(magnitudeTicks(y), gridLook(look)),
      Plot.axisX(powerTicks(x, [1, 2, 5]), { text: String, ...tickLook(look) }),
      xTitle(figure.xLabel, look),
      Plot.axisY(magnitudeTicks(y), {
        text: String,
        ...tickLook(look),
      }),
      yTitle(figure.yLabel, look, -46, -22),
      figure.early === undefined ? null : band(figure.early, 0.12),
      band(rows, 0.2),
      ...scopes.map((scope) =>
        Plot.lineY(
          rows.filter((r) => r.scope === scope),
          {
            x: 'frequency',
            y: 'magnitude',
            stroke: look.mark,
            strokeWidth: 1.8,
            ...(scope === 'BETWEEN_CLASS' ? { strokeDasharray: '5 3' } : {}),
            clip: true,
          },
        ),
      ),
      figure.cutoff > x[0] && figure.cutoff < x[1]
        ? Plot.ruleX([figure.cutoff], { stroke: look.accent, strokeWidth: 1.2 })
        : null,
      figure.cutoff < x[1]
        ? Plot.text([Math.max(figure.cutoff, x[0])], {
            x: (d: number) => d,
            frameAnchor: 'top',
            text: () => countedWords,
            textAnchor: 'start',
            dx: 5,
            dy: 4,
            fill: look.accent,
            fontSize: 11,
            stroke: look.background,
            strokeWidth: 4,
          })
        : null,
      Plot.text(ends, {
        x: 'frequency',
        y: 'magnitude',
        text: (r: SpectrumRow) => figure.nameOf(r.scope),
        textAnchor: 'start',
        dx: 6,
        fill: look.label,
        fontSize: 12,
        fontWeight: 650,
        stroke: look.background,
        strokeWidth: 4,
      }),
      tipMark(rows, { x: 'frequency', y: 'magnitude' }, figure.describe, look),
      ringMark(rows, { x: 'frequency', y: 'magnitude' }, look, 5),
    ],
  };
}

/** Powers of ten where there are three of them, else also their double and fivefold: three labels at least over a decade. */
export function magnitudeTicks(domain: [number, number]): number[] {
  const powers = powerTicks(domain, [1]);
  return powers.length >= 3 ? powers : powerTicks(domain, [1, 2, 5]);
}

/** The ends of lines with labels at least 15 px apart: too close ones move away from each other on the log axis. */
function spread(ends: SpectrumRow[], domain: [number, number], height: number): SpectrumRow[] {
  const pixelsPerFactor = height / Math.log(domain[1] / domain[0]);
  const sorted = [...ends].sort((a, b) => b.magnitude - a.magnitude);
  const [top, bottom] = sorted;
  if (top === undefined || bottom === undefined) return sorted;
  const gap = Math.log(top.magnitude / bottom.magnitude) * pixelsPerFactor;
  const move = Math.exp(Math.max(0, 15 - gap) / 2 / pixelsPerFactor);
  return [
    { ...top, magnitude: top.magnitude * move },
    { ...bottom, magnitude: bottom.magnitude / move },
  ];
}
