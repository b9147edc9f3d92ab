import { labelColour, markColour } from './category.ts';
import { type FigureTheme, fontFamily } from './theme.ts';

/** How a figure is drawn: the page's colours, and the size in CSS pixels. */
export interface Look extends FigureTheme {
  width: number;
  height: number;
}

/** The same with the colours of the one model that it shows. */
export interface ModelLook extends Look {
  mark: string;
  label: string;
}

/** The look of a model of that colour in a figure of that size. */
export function modelLook(theme: FigureTheme, colour: number, width: number, height: number): ModelLook {
  return { ...theme, mark: markColour(theme, colour), label: labelColour(theme, colour), width, height };
}

/** What all plots have alike: their size, and text in the page's own font on no ground. */
export function plotFrame({ ink, width, height }: Pick<Look, 'ink' | 'width' | 'height'>) {
  const style = { fontFamily, fontSize: '11px', color: ink, background: 'transparent', overflow: 'visible' };
  return { style, width, height };
}

/** The colour of numbers in a cell that stands at `share` of the sequential scale: dark on light and light on dark. */
export function cellInk(share: number, theme: Pick<FigureTheme, 'name'>): string {
  if (theme.name === 'light') return share > 0.52 ? '#ffffff' : '#17212b';
  return share > 0.55 ? '#11161a' : '#e4e9ed';
}
