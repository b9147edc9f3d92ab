import * as Plot from '@observablehq/plot';
import type { Look } from './look.ts';

/** Lines across the frame at the ticks. */
export function gridLook({ line }: Pick<Look, 'line'>) {
  return { stroke: line, strokeOpacity: 1 } as const;
}

/** Labels at the ticks, without marks. */
export function tickLook({ muted }: Pick<Look, 'muted'>) {
  return { tickSize: 0, label: null, fill: muted, fontSize: 11 } as const;
}

/** What the x axis shows, centred under its ticks. */
export function xTitle(label: string, { muted }: Pick<Look, 'muted'>): Plot.Markish {
  const centred = { labelAnchor: 'center', labelArrow: 'none', labelOffset: 34 } as const;
  return Plot.axisX([], { label, ...centred, fill: muted, fontSize: 11 });
}

/** What the y axis shows, level, above its top tick: so many pixels from the frame's corner, which the margins must hold. */
export function yTitle(label: string, { muted }: Pick<Look, 'muted'>, dx: number, dy = -20): Plot.Markish {
  return Plot.text([label], { frameAnchor: 'top-left', dx, dy, textAnchor: 'start', fill: muted, fontSize: 11 });
}
