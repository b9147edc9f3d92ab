import { createTheme, type MantineColorsTuple } from '@mantine/core';

const teal: MantineColorsTuple = [
  '#e6f2f0',
  '#cbe6e2',
  '#a2d5cf',
  '#5cc8bd',
  '#3aada2',
  '#1f938a',
  '#0f766e',
  '#0d665f',
  '#0b544e',
  '#083f3b',
];

/** Mantine's controls in the page's own type, radius and accent; colours come from the tokens in globals.css. */
export const mantineTheme = createTheme({
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '14px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '18px', md: '18px', lg: '19px', xl: '26px' },
  colors: { teal },
  primaryColor: 'teal',
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  defaultRadius: 5,
  radius: { xs: '3px', sm: '5px', md: '5px', lg: '5px', xl: '5px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
});
