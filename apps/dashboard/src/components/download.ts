import about from '../../package.json' with { type: 'json' };
import type { FigureTheme } from '../plots/theme.ts';
import { withTexts } from './png-text.ts';
import { wrappedLines } from './wrapped-lines.ts';

/** Offers a file under a name. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** What made a file: this program's version, and the query. */
function sourceOf(query: string): string {
  return `Passband ${about.version}; ${query.replace(/\s+/g, ' ').trim()}`;
}

interface Shown {
  title: string;
  description: string;
  query: string;
}

const FONT = 'Inter, system-ui, sans-serif';
const MARGIN = 12;
const TITLE = { size: 15, weight: 600, leading: 20 };
const DESCRIPTION = { size: 11, weight: 400, leading: 15 };

/** A drawn svg as a file that stands alone: its title above it, what bands and bars are below, a background and a font. */
export function svgFile(svg: SVGSVGElement, { theme, ...shown }: Shown & { theme: FigureTheme }): string {
  const { width, height } = svg.getBoundingClientRect();
  const [title, description] = [linesOf(shown.title, width, TITLE), linesOf(shown.description, width, DESCRIPTION)];
  const top = MARGIN + title.length * TITLE.leading;
  const bottom = top + height + MARGIN / 2;
  const whole = Math.round(bottom + description.length * DESCRIPTION.leading + MARGIN / 2);
  const picture = svg.cloneNode(true) as SVGSVGElement;
  for (const [name, value] of Object.entries({ x: MARGIN, y: top, width, height }))
    picture.setAttribute(name, String(value));
  const file = element('svg', {
    xmlns: SVG,
    width: Math.round(width + 2 * MARGIN),
    height: whole,
    'font-family': FONT,
  });
  file.append(
    element('title', {}, shown.title),
    element('desc', {}, shown.description),
    element('metadata', {}, sourceOf(shown.query)),
    element('rect', { width: '100%', height: '100%', fill: theme.background }),
    ...textOf(title, { ...TITLE, y: MARGIN, fill: theme.ink }),
    picture,
    ...textOf(description, { ...DESCRIPTION, y: bottom, fill: theme.muted }),
  );
  return new XMLSerializer().serializeToString(file);
}

const SVG = 'http://www.w3.org/2000/svg';

function element(name: string, attributes: Record<string, string | number>, text?: string): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Where it is opened another font may be wider. */
const ROOM = 0.92;

function linesOf(text: string, width: number, { size, weight }: { size: number; weight: number }): string[] {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return [text];
  context.font = `${weight} ${size}px ${FONT}`;
  return wrappedLines(text, ROOM * width, (line) => context.measureText(line).width);
}

function textOf(
  lines: readonly string[],
  { y, size, weight, leading, fill }: { y: number; size: number; weight: number; leading: number; fill: string },
): SVGElement[] {
  return lines.map((line, k) =>
    element('text', { x: MARGIN, y: y + k * leading + size, 'font-size': size, 'font-weight': weight, fill }, line),
  );
}

/** The same at twice the size, as PNG, with what it shows as texts in it. */
export async function toPng(svg: string, shown: Shown, scale = 2): Promise<Blob> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width * scale;
    canvas.height = image.height * scale;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('this browser has no 2-D canvas');
    context.scale(scale, scale);
    context.drawImage(image, 0, 0);
    const drawn = await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be encoded'))),
        'image/png',
      ),
    );
    const texts = { Title: shown.title, Description: shown.description, Source: sourceOf(shown.query) };
    return new Blob([withTexts(new Uint8Array(await drawn.arrayBuffer()), texts)], { type: 'image/png' });
  } finally {
    URL.revokeObjectURL(url);
  }
}
