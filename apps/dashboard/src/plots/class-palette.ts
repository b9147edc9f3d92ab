import type { FigureTheme } from './theme.ts';

/**
 * Colours of image classes: a palette of their own, apart from that of models and tag values. Marks are at least 3 : 1 and
 * text 4.5 : 1 against the background; on dark both are the same.
 */
const light = {
  marks: ['#2f5fc4', '#8452b8', '#5a9e3f', '#d2691e', '#a93a1f', '#8f8a00', '#2b97cc', '#cf4d96', '#946b3d', '#b58a00'],
  labels: [
    '#2f5fc4',
    '#7a48b0',
    '#43792c',
    '#ad5210',
    '#a93a1f',
    '#6e6a00',
    '#1b75a3',
    '#b53a80',
    '#7f5a30',
    '#856300',
  ],
};
const onDark = [
  ...['#7ba0f2', '#b795e6', '#86c96c', '#f09a5c', '#e8806a'],
  ...['#c9c34a', '#5cb8ea', '#ef8fc4', '#c9a06c', '#e6c14a'],
];
const palettes = { light, dark: { marks: onDark, labels: onDark } };

/** How many classes have a colour of their own; after them colours begin again, with dashed lines. */
export const classColourCount = light.marks.length;

/** Colour of a class's lines and ribbons, by its index in the dataset. */
export function classMark(theme: Pick<FigureTheme, 'name'>, index: number): string {
  return palettes[theme.name].marks[index % classColourCount] ?? '';
}

/** Colour of a class's name. */
export function classLabel(theme: Pick<FigureTheme, 'name'>, index: number): string {
  return palettes[theme.name].labels[index % classColourCount] ?? '';
}

/** Dashes of a class's lines, for classes whose colour is another's too. */
export function classDash(index: number): string | undefined {
  return index < classColourCount ? undefined : '5 3';
}
