/** A mark's place in a drawn plot, in CSS pixels from its top left corner. */
export type Place = readonly [x: number, y: number];

/**
 * The mark that an arrow key leads to: left and right go in x order (ties from top to bottom), up and down to the nearest mark
 * above or below, sideways steps counting four times. Undefined where there is none; from nowhere, the first in x order.
 */
export function nextPlace(places: readonly Place[], from: number | undefined, key: string): number | undefined {
  const order = places
    .map((_, index) => index)
    .sort((a, b) => at(places, a)[0] - at(places, b)[0] || at(places, a)[1] - at(places, b)[1]);
  if (from === undefined || places[from] === undefined) return order[0];
  if (key === 'ArrowRight') return order[order.indexOf(from) + 1];
  if (key === 'ArrowLeft') return order[order.indexOf(from) - 1];
  const sign = key === 'ArrowUp' ? -1 : 1;
  const [x, y] = at(places, from);
  const cost = (index: number) => Math.abs(at(places, index)[1] - y) + 4 * Math.abs(at(places, index)[0] - x);
  return order.filter((index) => sign * (at(places, index)[1] - y) > 0.5).sort((a, b) => cost(a) - cost(b))[0];
}

function at(places: readonly Place[], index: number): Place {
  return places[index] ?? [0, 0];
}
