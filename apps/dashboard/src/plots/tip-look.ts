import type { FigureTheme } from './theme.ts';

/** How the box is drawn that says what the pointer is at. Without the filter that would throw a shadow. */
export function tipLook({ raised, lineStrong }: Pick<FigureTheme, 'raised' | 'lineStrong'>) {
  return { fill: raised, stroke: lineStrong, textPadding: 6, lineHeight: 1.4, pathFilter: 'none' } as const;
}
