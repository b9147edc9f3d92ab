import * as Plot from '@observablehq/plot';
import { labelColour } from './category.ts';
import { type Box, labelWidth, spreadLabels } from './labels.ts';
import { labelsOnLines, type NamedLine } from './line-labels.ts';
import type { Look } from './look.ts';
import { countedWords, type OverlayFigure, overlayMargin, pixelOf } from './overlay-figure.ts';
import type { Place } from './walk.ts';

interface Label {
  name: string;
  colour: number;
  x: number;
  y: number;
  anchor: 'middle' | 'start';
  /** The end of the line, where the label does not touch it. */
  from?: Place;
}

const besideLine = 10;
const apart = 15;
/** A label farther than this from the end of its line has a leader. */
const near = 5;

/** Names between the lines where each has room, else all of them in the right margin, as far apart as text needs. */
export function overlayLabels(figure: OverlayFigure, look: Look): { marginRight: number; marks: Plot.Markish[] } {
  const named = namedLines(figure);
  const between = labelsBetween(figure, named, look);
  const marginRight = between ? overlayMargin.right : 14 + besideLine + widest(named);
  const labels = between ?? labelsInMargin(figure, named, look, marginRight);
  return { marginRight, marks: labels.flatMap((label) => [leader(label, look), text(label, look)]) };
}

type Named = { name: string; colour: number; rows: readonly { frequency: number; value: number }[] };

/** The lines, and the level as one of them. */
function namedLines({ lines, level, x }: OverlayFigure): Named[] {
  const flat = level && [{ ...level, rows: x.domain.map((frequency) => ({ frequency, value: level.value })) }];
  return [...lines, ...(flat ?? [])].filter(({ rows }) => rows.length > 0);
}

function placed({ x, y }: OverlayFigure, named: readonly Named[], right: number, height: number): NamedLine[] {
  const place = ({ frequency, value }: { frequency: number; value: number }): Place => [
    pixelOf(x, frequency, overlayMargin.left, right),
    pixelOf(y, value, height - overlayMargin.bottom, overlayMargin.top),
  ];
  return named.map(({ name, rows }) => ({ name, places: rows.map(place) }));
}

function labelsBetween(figure: OverlayFigure, named: readonly Named[], look: Look): Label[] | undefined {
  const { left, top, bottom } = overlayMargin;
  const right = look.width - overlayMargin.right;
  const at = pixelOf(figure.x, figure.cutoff, left, right);
  const taken: Box = { left: at, right: at + labelWidth(countedWords), top, bottom: top + 20 };
  const frame: Box = { left: left + 4, right, top, bottom: look.height - bottom - 2 };
  return labelsOnLines(placed(figure, named, right, look.height), frame, [taken])?.map(({ line, x, y }) => ({
    ...nameOf(named, line),
    x,
    y,
    anchor: 'middle',
  }));
}

function labelsInMargin(figure: OverlayFigure, named: readonly Named[], look: Look, marginRight: number): Label[] {
  const { top } = overlayMargin;
  const bottom = look.height - overlayMargin.bottom;
  const right = look.width - marginRight;
  const ends = placed(figure, named, right, look.height).map(
    ({ places }): Place => [right, Math.min(Math.max(places.at(-1)?.[1] ?? top, top), bottom)],
  );
  const anchors = ends.map(([, y]) => y);
  const ys = spreadLabels(anchors, apart, top, bottom) ?? [];
  return ys.map((y, line) => {
    const from = ends[line];
    const far = from !== undefined && Math.abs(from[1] - y) > near;
    return { ...nameOf(named, line), x: right + besideLine, y, anchor: 'start', ...(far && { from }) };
  });
}

function nameOf(named: readonly Named[], line: number): { name: string; colour: number } {
  return { name: named[line]?.name ?? '', colour: named[line]?.colour ?? -1 };
}

function widest(named: readonly Named[]): number {
  return Math.max(0, ...named.map(({ name }) => labelWidth(name)));
}

function text({ name, colour, x, y, anchor }: Label, look: Look): Plot.Markish {
  return Plot.text([name], {
    text: (d: string) => d,
    frameAnchor: 'top-left',
    lineAnchor: 'middle',
    textAnchor: anchor,
    dx: x - overlayMargin.left,
    dy: y - overlayMargin.top,
    fill: labelColour(look, colour),
    fontSize: 12,
    fontWeight: 650,
    stroke: look.background,
    strokeWidth: 4,
  });
}

function leader({ from, x, y }: Label, look: Look): Plot.Markish {
  const places: Place[] = from === undefined ? [] : [from, [x - 2, y]];
  return Plot.line(places, {
    x: { value: ([px]: Place) => px, scale: null },
    y: { value: ([, py]: Place) => py, scale: null },
    stroke: look.lineStrong,
    strokeWidth: 1,
  });
}
