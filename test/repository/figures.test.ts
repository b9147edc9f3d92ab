import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../end-to-end/passband.ts';
import { read } from './documents.ts';

/** A figure of docs/methods.md, with what stands beneath it. */
const FIGURE = /^!\[(.+)\]\(images\/([\w-]+\.svg)\)\n\n\*(.+)\*$/gm;
const NUMBER = /[−+]?\d[\d,]*(?:\.\d+)?/g;

const numbersIn = (text: string): string[] => [...text.matchAll(NUMBER)].map(([number]) => number);

const figures = [...read('docs/methods.md').matchAll(FIGURE)].map(([, title = '', file = '', caption = '']) => ({
  title,
  file,
  caption,
  svg: textOf(read(`docs/images/${file}`)),
}));

/** What a picture says: its title, what is drawn as text, and that with all that is there for programs. */
function textOf(svg: string): { title: string; drawn: string; all: string } {
  const plain = (text: string) =>
    text
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  const [, title = ''] = /<title>(.*?)<\/title>/s.exec(svg) ?? [];
  const drawn = [...svg.matchAll(/<text\b.*?<\/text>/gs)].map(([text]) => text).join('');
  return { title: plain(title), drawn: plain(drawn), all: plain(svg) };
}

test('every figure of docs/methods.md bears the title that the product gave it, where it is seen', () => {
  expect(figures.length).toBeGreaterThan(10);
  const wrong = figures.filter(({ title, svg }) => svg.title !== title || !svg.drawn.includes(title));
  expect(wrong.map(({ file }) => file)).toEqual([]);
});

test('every number that the documentation says of a figure stands in the figure', () => {
  const missing = figures.flatMap(({ file, caption, svg }) => {
    const drawn = numbersIn(svg.all);
    return numbersIn(caption)
      .filter((number) => !drawn.includes(number))
      .map((number) => `${file}: ${number}`);
  });
  expect(missing).toEqual([]);
});

test('what each estimator makes of the demo, as docs/methods.md has it, stands in the figure of its spectrum', () => {
  const [, trusted = ''] = read('docs/methods.md').split('## What to trust');
  const { all } = textOf(read('docs/images/spectrum.svg'));
  const rows = [...trusted.matchAll(/^\| `(PERIODOGRAM|MIRRORED|DISTANCE_POWER)` .*$/gm)];
  expect(rows).toHaveLength(3);
  for (const [row, name = ''] of rows) {
    const told = row.match(/\d\.\d{3} ± \d\.\d{3}/g) ?? [];
    expect(told).toHaveLength(2);
    const [between, within] = told;
    expect(all).toContain(`${name}: ${between} between classes, ${within} within.`);
  }
});

test('every picture in docs/images is shown somewhere, and is small', () => {
  const pages = ['README.md', 'docs/methods.md'].map(read).join('\n');
  const pictures = readdirSync(path.join(root, 'docs/images'));
  expect(pictures.filter((name) => !pages.includes(`images/${name})`))).toEqual([]);
  const large = pictures.filter((name) => statSync(path.join(root, 'docs/images', name)).size > 100_000);
  expect(large).toEqual([]);
});
