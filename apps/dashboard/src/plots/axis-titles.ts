import * as Plot from '@observablehq/plot';
import type { Look } from './look.ts';

/** What the x axis shows, centred under its ticks. */
export function xTitle(label: string, look: Pick<Look, 'muted'>): Plot.Markish {
  return Plot.axisX([], {
    label,
    labelAnchor: 'center',
    labelArrow: 'none',
    labelOffset: 34,
    fill: look.muted,
    fontSize: 11,
  });
}

/** What the y axis shows, level, above its top tick; the plot's margins must hold it. */
export function yTitle(label: string, look: Pick<Look, 'muted'>): Plot.Markish {
  return Plot.text([label], {
    frameAnchor: 'top-left',
    dx: -46,
    dy: -22,
    textAnchor: 'start',
    fill: look.muted,
    fontSize: 11,
  });
}
