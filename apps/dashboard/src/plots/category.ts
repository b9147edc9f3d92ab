import type { FigureTheme } from './theme.ts';

// Beside its colour each category has a shape; outlines are about 9 px wide, around 0, for marks outside of a plot.
const symbols = [
  { name: 'circle', path: 'M4 0a4 4 0 1 1-8 0a4 4 0 1 1 8 0Z' },
  { name: 'triangle', path: 'M0-4.5L4.3 3.2H-4.3Z' },
  { name: 'square', path: 'M-3.6-3.6H3.6V3.6H-3.6Z' },
  { name: 'diamond', path: 'M0-5L3.2 0L0 5L-3.2 0Z' },
  { name: 'cross', path: 'M-1.5-4.5H1.5V-1.5H4.5V1.5H1.5V4.5H-1.5V1.5H-4.5V-1.5H-1.5Z' },
  { name: 'star', path: 'M0-5L1.2-1.6H4.8L1.9 0.6L2.9 4L0 2L-2.9 4L-1.9 0.6L-4.8-1.6H-1.2Z' },
  { name: 'wye', path: 'M-1.4-1V-4.6H1.4V-1L4.5 0.8L3.1 3.2L0 1.5L-3.1 3.2L-4.5 0.8Z' },
  { name: 'hexagon', path: 'M0-4.4L3.8-2.2V2.2L0 4.4L-3.8 2.2V-2.2Z' },
] as const;

function symbolAt(colour: number) {
  return symbols[colour < 0 ? 0 : colour % symbols.length] ?? symbols[0];
}

/** The shape of a category, by Plot's name; others (−1) are circles. */
export function symbolOf(colour: number): (typeof symbols)[number]['name'] {
  return symbolAt(colour).name;
}

/** The same as the outline of an svg path. */
export function symbolPath(colour: number): string {
  return symbolAt(colour).path;
}

/** Colour of a category's marks; others (−1) are faint. */
export function markColour(theme: FigureTheme, colour: number): string {
  return theme.marks[colour] ?? theme.faint;
}

/** Colour of a category's text. */
export function labelColour(theme: FigureTheme, colour: number): string {
  return theme.labels[colour] ?? theme.muted;
}
