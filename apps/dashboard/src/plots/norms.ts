import * as Plot from '@observablehq/plot';
import { gridLook, tickLook, xTitle } from './axis-marks.ts';
import { withBounds } from './bounds.ts';
import { shortened } from './labels.ts';
import { type ModelLook, plotFrame } from './look.ts';
import { ringMark, tipMark } from './pointer-marks.ts';

/** A model's number with its 95 % bounds. */
export interface NormRow {
  id: string;
  name: string;
  value: number;
  lower: number | null;
  upper: number | null;
  role: 'own' | 'reference' | 'other';
}

/** Names longer than this are cut, so that points keep their room. */
const longestName = 24;

const shortName = (name: string): string => shortened(name, longestName);

/** A row a model: point and bounds; the model itself in its colour, the reference in slate, the others faint and hollow. */
export function normsPlot(
  { rows, xLabel, describe }: { rows: readonly NormRow[]; xLabel: string; describe: (row: NormRow) => string },
  look: ModelLook,
): Plot.PlotOptions {
  const longest = Math.max(0, ...rows.map(({ name }) => shortName(name).length));
  const marginLeft = Math.min(look.width * 0.45, 14 + longest * 6.2);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const colour = ({ role }: NormRow) =>
    role === 'own' ? look.mark : role === 'reference' ? (look.marks[0] ?? look.muted) : look.faint;
  return {
    ...plotFrame(look),
    ...{ marginLeft, marginRight: 16, marginTop: 8, marginBottom: 42 },
    x: { domain: normDomain(rows), label: null },
    y: { type: 'point', domain: rows.map(({ id }) => id), padding: 0.6, label: null },
    marks: [
      Plot.gridX({ ...gridLook(look), ticks: 4 }),
      Plot.axisX({ ticks: 4, ...tickLook(look) }),
      xTitle(xLabel, look),
      Plot.axisY({
        tickFormat: (id: string) => shortName(names.get(id) ?? id),
        ...tickLook(look),
      }),
      Plot.ruleY(withBounds(rows), { x1: 'lower', x2: 'upper', y: 'id', stroke: colour, strokeWidth: 1.8 }),
      Plot.dot(rows, {
        ...{ x: 'value', y: 'id', r: 4, stroke: colour, strokeWidth: 1.4 },
        fill: (row: NormRow) => (row.role === 'other' ? look.background : colour(row)),
      }),
      ringMark(rows, { x: 'value', y: 'id' }, look),
      tipMark(rows, { x: 'value', y: 'id' }, describe, look),
    ],
  };
}

/** The span of values and bounds with a little air; a norm is not below 0. */
export function normDomain(rows: readonly Pick<NormRow, 'value' | 'lower' | 'upper'>[]): [number, number] {
  if (rows.length === 0) return [0, 1];
  const low = Math.min(...rows.map(({ value, lower }) => lower ?? value));
  const high = Math.max(...rows.map(({ value, upper }) => upper ?? value));
  const air = (high - low || Math.abs(high) || 1) * 0.08;
  return [Math.max(0, low - air), high + air];
}
