import type * as Plot from '@observablehq/plot';
import type { Look } from './look.ts';
import { svgElements } from './svg-elements.ts';

/** What the colours of a map stand for, beside it, as part of the picture, so that a download holds it. */
export interface ColourBar {
  title: string;
  /** In CSS pixels from the top left corner of the plot. */
  left: number;
  top: number;
  height: number;
  /** Of the colour scale, which is linear. */
  domain: readonly [low: number, high: number];
  /** From low to high, 0 to 1. */
  ticks: readonly { share: number; label: string }[];
  /** Lines of text below the bar. */
  notes: readonly string[];
}

const steps = 32;
const barWidth = 9;

/** A column of swatches from high to low, its ticks to the right, its notes below. */
export function colourBar(bar: ColourBar, look: Pick<Look, 'ink' | 'muted'>): Plot.Markish {
  return (_index, scales, _values, _dimensions, context) => {
    const svg = svgElements(context?.document);
    const { left, top, height, domain } = bar;
    const group = svg('g', { 'font-size': 11, fill: look.muted, 'text-anchor': 'start' });
    group.append(svg('text', { x: left, y: top - 9, fill: look.ink }, bar.title));
    const tall = height / steps;
    for (let k = 0; k < steps; k++) {
      const fill = String(scales.color?.(domain[0] + ((k + 0.5) / steps) * (domain[1] - domain[0])) ?? 'none');
      group.append(
        svg('rect', { x: left, y: top + height - (k + 1) * tall, width: barWidth, height: tall + 0.4, fill }),
      );
    }
    for (const { share, label } of bar.ticks) {
      const y = top + height * (1 - share);
      group.append(svg('text', { x: left + barWidth + 6, y, dy: '0.32em' }, label));
    }
    for (const [k, note] of bar.notes.entries()) {
      group.append(
        svg('text', { x: left, y: top + height + 22 + k * 15, fill: k === 0 ? look.ink : look.muted }, note),
      );
    }
    return group;
  };
}
