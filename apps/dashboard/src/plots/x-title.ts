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
