/** The index of the mark nearest to a place, within `reach` pixels; undefined where none is. */
export function nearest(
  marks: readonly { x: number; y: number }[],
  place: { x: number; y: number },
  reach = 24,
): number | undefined {
  let best: number | undefined;
  let least = reach * reach;
  for (const [index, mark] of marks.entries()) {
    const distance = (mark.x - place.x) ** 2 + (mark.y - place.y) ** 2;
    if (distance <= least) [best, least] = [index, distance];
  }
  return best;
}

/** The next mark in x order from the one at `current`; from nowhere, the first or last. Stays at the ends. */
export function step(
  marks: readonly { x: number; y: number }[],
  current: number | undefined,
  by: 1 | -1,
): number | undefined {
  const order = marks.map((_, index) => index).sort((a, b) => marks[a]!.x - marks[b]!.x || a - b);
  if (current === undefined) return by === 1 ? order[0] : order.at(-1);
  const at = order.indexOf(current) + by;
  return order[Math.min(Math.max(at, 0), order.length - 1)];
}
