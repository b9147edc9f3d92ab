import about from '../../package.json' with { type: 'json' };
import { withTexts } from './png-text.ts';

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

/** A drawn svg as a file that stands alone: background, font, and what it shows as title and description. */
export function svgFile(
  svg: SVGSVGElement,
  shown: { title: string; description: string; query: string; background: string },
): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(Math.round(width)));
  copy.setAttribute('height', String(Math.round(height)));
  copy.setAttribute('font-family', 'Inter, system-ui, sans-serif');
  const add = (name: string, text: string) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    element.textContent = text;
    copy.prepend(element);
  };
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', shown.background);
  copy.prepend(ground);
  add('metadata', sourceOf(shown.query));
  add('desc', shown.description);
  add('title', shown.title);
  return new XMLSerializer().serializeToString(copy);
}

/** The same at twice the size, as PNG, with what it shows as texts in it. */
export async function toPng(
  svg: string,
  shown: { title: string; description: string; query: string },
  scale = 2,
): Promise<Blob> {
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
