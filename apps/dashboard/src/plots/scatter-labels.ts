import * as Plot from '@observablehq/plot';
import { labelColour, markColour } from './category.ts';
import { type Box, placeLabels } from './labels.ts';
import type { Margins, PixelScale } from './scatter-frame.ts';
import type { ProjectedPoint } from './scatter-points.ts';
import type { FigureTheme } from './theme.ts';

/** What a label names, and where that is in pixels. */
export interface Named {
  text: string;
  x: number;
  y: number;
  colour: number;
}

/** The rightmost point of each name. */
export function namedPoints(points: readonly ProjectedPoint[], pixel: PixelScale): Named[] {
  const named = new Map<string, ProjectedPoint>();
  for (const point of points) {
    const other = named.get(point.label);
    if (!other || point.x > other.x) named.set(point.label, point);
  }
  return [...named.values()].map(({ label, x, y, colour }) => ({ text: label, x: pixel.x(x), y: pixel.y(y), colour }));
}

/** Direct labels, beside what they name or in the right margin with a leader. */
export function labelMarks(
  named: readonly Named[],
  taken: readonly Box[],
  margins: Margins,
  size: { width: number; height: number },
  theme: FigureTheme,
): Plot.Markish[] {
  const frame: Box = {
    left: margins.left,
    right: size.width - margins.right,
    top: margins.top,
    bottom: size.height - margins.bottom,
  };
  return placeLabels(named, taken, frame).flatMap((label) => {
    const colour = named[label.index]?.colour ?? -1;
    const text = Plot.text([label.text], {
      frameAnchor: 'top-left',
      stroke: theme.background,
      strokeWidth: 4,
      dx: label.x - margins.left,
      dy: label.y - margins.top,
      textAnchor: label.align,
      lineAnchor: 'middle',
      fontSize: 12,
      fontWeight: 650,
      fill: labelColour(theme, colour),
    });
    return label.leader ? [leaderMark(label.leader, markColour(theme, colour)), text] : [text];
  });
}

/** What a point and its bars take up. */
export function markBoxes(point: ProjectedPoint, pixel: PixelScale): Box[] {
  const x = pixel.x(point.x);
  const y = pixel.y(point.y);
  const boxes = [{ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }];
  if (point.y1 !== undefined && point.y2 !== undefined) {
    boxes.push({ left: x - 1, right: x + 1, top: pixel.y(point.y2), bottom: pixel.y(point.y1) });
  }
  if (point.x1 !== undefined && point.x2 !== undefined) {
    boxes.push({ left: pixel.x(point.x1), right: pixel.x(point.x2), top: y - 1, bottom: y + 1 });
  }
  return boxes;
}

/** A polyline in pixels, whatever the scales are. */
function leaderMark(path: readonly (readonly [number, number])[], stroke: string): Plot.Markish {
  return (_index, _scales, _values, _dimensions, context) => {
    const line = context.document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
    line.setAttribute('points', path.map((point) => point.join(',')).join(' '));
    line.setAttribute('fill', 'none');
    line.setAttribute('stroke', stroke);
    line.setAttribute('stroke-width', '1');
    line.setAttribute('stroke-opacity', '0.55');
    return line;
  };
}
