'use client';

import { useComputedColorScheme } from '@mantine/core';
import { type FigureTheme, figureThemes } from '../plots/theme.ts';

/** The figure colours of the scheme the page is in. */
export function useFigureTheme(): FigureTheme {
  return figureThemes[useComputedColorScheme('light')];
}
