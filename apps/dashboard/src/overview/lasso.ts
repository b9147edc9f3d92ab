import type { FigurePoint } from './figure-points.ts';
import { rangeWords } from './quantity.ts';

/** An area of a figure that was drawn around points, in the values of its two quantities. */
export interface Lasso {
  x: string;
  y: string;
  corners: readonly (readonly [x: number, y: number])[];
}

type Corner = readonly [x: number, y: number];

/** For links: `accuracy~within~0.95,0.045~0.96,0.045~…`, four digits a number. */
export function formatLasso({ x, y, corners }: Lasso): string {
  return [x, y, ...corners.map((corner) => corner.map((value) => Number(value.toPrecision(4))).join(','))].join('~');
}

/** The inverse; undefined for what has fewer than three corners or isn't made of numbers. */
export function parseLasso(text: string | undefined): Lasso | undefined {
  const [x, y, ...rest] = (text ?? '').split('~');
  const corners = rest.map((corner) => corner.split(',').map(Number));
  if (!x || !y || corners.length < 3) return undefined;
  const pairs = corners.flatMap(([across, up]): Corner[] =>
    across !== undefined && up !== undefined && Number.isFinite(across) && Number.isFinite(up) ? [[across, up]] : [],
  );
  return pairs.length === corners.length ? { x, y, corners: pairs } : undefined;
}

/** Whether a point lies inside a closed polygon: a ray from it crosses its edges an odd number of times. */
export function isInside([x, y]: Corner, corners: readonly Corner[]): boolean {
  let inside = false;
  for (const [k, [ax, ay]] of corners.entries()) {
    const [bx, by] = corners.at(k - 1) ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** The points inside, seen as the axes lay them out, where the area's edges are straight. */
export function insideOf(
  points: readonly FigurePoint[],
  { corners }: Lasso,
  project: { x: (value: number) => number; y: (value: number) => number },
): FigurePoint[] {
  const drawn = corners.map(([x, y]): Corner => [project.x(x), project.y(y)]);
  return points.filter(({ x, y }) => isInside([project.x(x.value), project.y(y.value)], drawn));
}

const closest = 6;
const mostCorners = 60;

/** A drawn line with the places left out that say little: those nearer than 6 px to the one before; at most 60. */
export function simplified(places: readonly Corner[]): Corner[] {
  const kept: Corner[] = [];
  for (const place of places) {
    const last = kept.at(-1);
    if (!last || Math.hypot(place[0] - last[0], place[1] - last[1]) >= closest) kept.push(place);
  }
  const every = Math.ceil(kept.length / mostCorners);
  return kept.filter((_, k) => k % every === 0);
}

/** What is selected, in words: the ranges of both quantities over the points inside. */
export function lassoWords(lasso: Lasso, points: readonly FigurePoint[]): string {
  if (points.length === 0) return 'nothing inside';
  const ranges = [
    rangeWords(
      lasso.x,
      points.map(({ x }) => x.value),
    ),
    rangeWords(
      lasso.y,
      points.map(({ y }) => y.value),
    ),
  ];
  return ranges.join(', ');
}
