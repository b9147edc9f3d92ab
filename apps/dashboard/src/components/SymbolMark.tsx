import { markColour, symbolPath } from '../plots/category.ts';
import type { FigureTheme } from '../plots/theme.ts';

/** The mark that stands for a category in figures, beside its name in a table. */
export function SymbolMark({ colour, theme }: { colour: number; theme: FigureTheme }) {
  return (
    <svg width={10} height={10} viewBox="-5 -5 10 10" aria-hidden="true" style={{ flex: 'none' }}>
      <path d={symbolPath(colour)} fill={markColour(theme, colour)} />
    </svg>
  );
}
