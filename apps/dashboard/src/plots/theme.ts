/** The colours a figure is drawn in. They are values, not CSS variables, so that a downloaded figure keeps them. */
export interface FigureTheme {
  name: 'light' | 'dark';
  background: string;
  raised: string;
  ink: string;
  muted: string;
  faint: string;
  line: string;
  lineStrong: string;
  accent: string;
  accentGround: string;
  /** Marks, in the order of first appearance; the first is the reference's. */
  marks: readonly string[];
  /** The same categories for text: 4.5 : 1 against the background. */
  labels: readonly string[];
  /** Five stops from small to large. */
  sequential: readonly string[];
  /** Negative end, zero, positive end. */
  diverging: readonly [string, string, string];
}

const light: FigureTheme = {
  name: 'light',
  background: '#ffffff',
  raised: '#f6f7f8',
  ink: '#17212b',
  muted: '#56626e',
  faint: '#6b7680',
  line: '#e2e6ea',
  lineStrong: '#c9d0d6',
  accent: '#0f766e',
  accentGround: '#e6f2f0',
  marks: ['#5f6b7a', '#d55e00', '#0072b2', '#c98500', '#a3508b', '#2e8b57', '#8c6d46', '#3a95cf'],
  labels: ['#5f6b7a', '#b54a00', '#0072b2', '#8f5b00', '#a3508b', '#277a4b', '#7a5c36', '#1f6fa5'],
  sequential: ['#f7f6ee', '#cfe0d3', '#7fb5b0', '#33779a', '#1c2f63'],
  diverging: ['#d55e00', '#ffffff', '#0072b2'],
};

const darkCategories = ['#a7b2be', '#f0894a', '#58aee6', '#e8b04a', '#d08fbd', '#6cc391', '#c4a580', '#7cc0ec'];

const dark: FigureTheme = {
  name: 'dark',
  background: '#11161a',
  raised: '#1a2126',
  ink: '#e4e9ed',
  muted: '#a3aeb7',
  faint: '#8b97a1',
  line: '#283138',
  lineStrong: '#3c4850',
  accent: '#5cc8bd',
  accentGround: '#163230',
  marks: darkCategories,
  labels: darkCategories,
  sequential: ['#1a2529', '#1f4f5a', '#2f7f80', '#7db58e', '#f0e6a8'],
  diverging: ['#f0894a', '#11161a', '#58aee6'],
};

export const figureThemes = { light, dark } as const;
export const fontFamily = '"Inter Variable", system-ui, sans-serif';
