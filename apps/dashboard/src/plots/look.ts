import type { FigureTheme } from './theme.ts';

/** How a figure of one model is drawn: the page's colours, the model's own, and the size in CSS pixels. */
export interface Look extends FigureTheme {
  mark: string;
  label: string;
  width: number;
  height: number;
}

/** The colour of numbers in a cell that stands at `share` of the sequential scale: dark on light and light on dark. */
export function cellInk(share: number, theme: Pick<FigureTheme, 'name'>): string {
  if (theme.name === 'light') return share > 0.52 ? '#ffffff' : '#17212b';
  return share > 0.55 ? '#11161a' : '#e4e9ed';
}
