import * as Plot from '@observablehq/plot';
import type { Look } from './look.ts';

/** Which mark the pointer is at: where marks are, and from how many pixels away one counts. */
type Where = Pick<Plot.DotOptions, 'x' | 'y' | 'fx' | 'fy' | 'dy'> & Pick<Plot.PointerOptions, 'maxRadius'>;

const reach = { maxRadius: 24 };

/** A ring of that radius around the mark that the pointer is at. */
export function ringMark(rows: Plot.Data, where: Where, { accent }: Pick<Look, 'accent'>, r = 6): Plot.Markish {
  return Plot.dot(rows, Plot.pointer({ ...reach, ...where, r, stroke: accent, strokeWidth: 2 }));
}

/** The box that says what the pointer is at. */
export function tipMark<Row>(
  rows: readonly Row[],
  where: Where,
  title: (row: Row) => string,
  look: Pick<Look, 'raised' | 'lineStrong'>,
): Plot.Markish {
  return Plot.tip(rows, Plot.pointer({ ...reach, ...where, title, ...tipLook(look) }));
}

/** How that box is drawn. Without the filter that would throw a shadow. */
export function tipLook({ raised, lineStrong }: Pick<Look, 'raised' | 'lineStrong'>) {
  return { fill: raised, stroke: lineStrong, textPadding: 6, lineHeight: 1.4, pathFilter: 'none' } as const;
}
