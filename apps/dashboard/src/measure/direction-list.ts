import type { FieldErrors } from './input.ts';

const kinds = {
  fourier: 'FOURIER',
  random: 'RANDOM',
  'composite-f': 'COMPOSITE_F',
  'composite-inverse-f': 'COMPOSITE_INVERSE_F',
} as const;

interface Direction {
  kind: (typeof kinds)[keyof typeof kinds];
  i?: number;
  j?: number;
}

/**
 * Directions as the command line takes them, with spaces, semicolons or lines between: fourier:14,15 random composite-f. The
 * first that is none is an error; whether i and j lie inside the images is the server's to say.
 */
export function directionsOf(text: string, errors: FieldErrors): Direction[] {
  const words = text.split(/[\s;]+/).filter(Boolean);
  const read = words.map(directionOf);
  const wrong = words[read.indexOf(null)];
  if (wrong !== undefined)
    errors.directions = `a direction must be fourier:I,J or random, composite-f, composite-inverse-f; got ${wrong}`;
  return read.filter((direction) => direction !== null);
}

function directionOf(word: string): Direction | null {
  const place = /^fourier:(\d+),(\d+)$/i.exec(word);
  if (place) return { kind: 'FOURIER', i: Number(place[1]), j: Number(place[2]) };
  const name = word.toLowerCase();
  return isKind(name) && name !== 'fourier' ? { kind: kinds[name] } : null;
}

function isKind(name: string): name is keyof typeof kinds {
  return name in kinds;
}

/** Ready lists of basis images of growing image frequency: along one side of the images or their diagonal. */
export function waves(shape: readonly number[], way: 'across' | 'down' | 'diagonal'): string {
  const [height = 0, width = 0] = shape;
  const [i, j] = [Math.floor(height / 2), Math.floor(width / 2)];
  const sides = { across: [width], down: [height], diagonal: [height, width] }[way];
  const count = Math.max(0, Math.floor((Math.min(...sides) - 1) / 2));
  const [down, right] = { across: [0, 1], down: [1, 0], diagonal: [1, 1] }[way] as [number, number];
  return Array.from({ length: count }, (_, k) => `fourier:${i + down * (k + 1)},${j + right * (k + 1)}`).join(' ');
}
