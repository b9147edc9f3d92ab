import { invalid, listed, type ParameterProblem, shown } from '../parameter-problem.ts';
import { defaultDirections } from './directions.ts';
import type { Direction, DirectionKind } from './types.ts';

const KINDS: readonly DirectionKind[] = ['FOURIER', 'RANDOM', 'COMPOSITE_F', 'COMPOSITE_INVERSE_F'];

/**
 * Directions as they are kept: the default ones where none are given. FOURIER needs i and j inside the image, others have
 * none; only RANDOM may be there more than once, each time another. Notes a problem at the first that is wrong.
 */
export function parseDirections(
  problems: ParameterProblem[],
  value: unknown,
  imageShape: readonly number[],
): Direction[] {
  const directions: Direction[] = [];
  const message =
    value == null
      ? addDefaults(directions, imageShape)
      : Array.isArray(value) && value.length
        ? addGiven(directions, value, imageShape)
        : `directions must list directions; got ${shown(value)}`;
  return message === null ? directions : invalid(problems, 'directions', message, directions);
}

function addDefaults(directions: Direction[], imageShape: readonly number[]): string | null {
  directions.push(...defaultDirections(imageShape));
  return directions.length ? null : `directions must be given where images are less than 3 wide; got ${imageShape[1]}`;
}

function addGiven(directions: Direction[], items: readonly unknown[], imageShape: readonly number[]): string | null {
  const seen = new Set<string>();
  for (const [k, item] of items.entries()) {
    const direction = parseDirection(item, `directions[${k}]`, imageShape);
    if (typeof direction === 'string') return direction;
    const { kind, i, j } = direction;
    const name = i === null ? kind : `${kind} (${i}, ${j})`;
    if (kind !== 'RANDOM' && seen.has(name)) return `directions must differ; got ${name} twice`;
    seen.add(name);
    directions.push(direction);
  }
  return null;
}

/** A direction, or what is wrong with it. */
export function parseDirection(value: unknown, where: string, imageShape: readonly number[]): Direction | string {
  if (typeof value !== 'object' || value === null) return `${where} must be a direction; got ${shown(value)}`;
  const { kind: given, i = null, j = null }: { kind?: unknown; i?: unknown; j?: unknown } = value;
  const kind = KINDS.find((known) => known === given);
  if (kind === undefined) return `${where}.kind must be ${listed(KINDS, 'or')}; got ${shown(given)}`;
  if (kind !== 'FOURIER') {
    if (i === null && j === null) return { kind, i, j };
    return `${where} must be FOURIER to have i and j; got ${kind} with ${shown(i ?? j)}`;
  }
  const [height = 0, width = 0] = imageShape;
  if (!isPlace(i, height)) return `${where}.i must be a whole number from 0 to ${height - 1}; got ${shown(i)}`;
  if (!isPlace(j, width)) return `${where}.j must be a whole number from 0 to ${width - 1}; got ${shown(j)}`;
  return { kind, i, j };
}

function isPlace(value: unknown, size: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < size;
}
