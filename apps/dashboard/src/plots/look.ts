import { labelColour, markColour } from './category.ts';
import type { FigureTheme } from './theme.ts';

/** How a figure of one model is drawn: the page's colours, the model's own, and the size in CSS pixels. */
export interface Look extends FigureTheme {
  mark: string;
  label: string;
  width: number;
  height: number;
}

/** The look of a model of that colour in a figure of that size. */
export function lookOf(theme: FigureTheme, colour: number, width: number, height: number): Look {
  return { ...theme, mark: markColour(theme, colour), label: labelColour(theme, colour), width, height };
}

/** The colour of numbers in a cell that stands at `share` of the sequential scale: dark on light and light on dark. */
export function cellInk(share: number, theme: Pick<FigureTheme, 'name'>): string {
  if (theme.name === 'light') return share > 0.52 ? '#ffffff' : '#17212b';
  return share > 0.55 ? '#11161a' : '#e4e9ed';
}
