/** One finished round of a scope: the mean and its 95 % bounds after `paths` paths. */
export interface RoundPoint {
  paths: number;
  mean: number;
  lower: number | null;
  upper: number | null;
}

/**
 * Where the band will go if nothing changes: half-width h(n) = h(m) sqrt(m / n) around the present mean, from the last
 * round's m paths to `total`, at `count` points evenly spaced in log n. Nothing where there is no band yet or no path left.
 */
export function forecastBand(rounds: readonly RoundPoint[], total: number, count = 12): RoundPoint[] {
  const last = rounds.at(-1);
  if (last === undefined || last.lower === null || last.upper === null || total <= last.paths) return [];
  const half = (last.upper - last.lower) / 2;
  return Array.from({ length: count }, (_, k) => {
    const paths = last.paths * (total / last.paths) ** (k / (count - 1));
    const width = half * Math.sqrt(last.paths / paths);
    return { paths, mean: last.mean, lower: last.mean - width, upper: last.mean + width };
  });
}

/**
 * A y span for figures of one quantity side by side: for each, [low, high] around its own middle, all of one height, the
 * height being the largest that any of them needs. The rounds before the fifth are left out of it where there are more,
 * because their bounds of very few paths would flatten all that follows.
 */
export function forecastSpans(series: readonly (readonly RoundPoint[])[]): ([number, number] | null)[] {
  const extents = series.map((rounds) => extent(rounds));
  const height = Math.max(0, ...extents.map((e) => (e === null ? 0 : e[1] - e[0])));
  return extents.map((e) => {
    if (e === null) return null;
    const middle = (e[0] + e[1]) / 2;
    const half = Math.max(height, 0.01) * 0.54;
    return [middle - half, middle + half];
  });
}

function extent(rounds: readonly RoundPoint[]): [number, number] | null {
  const shown = rounds.length > 8 ? rounds.slice(4) : rounds;
  const values = shown.flatMap((r) => [r.mean, r.lower ?? r.mean, r.upper ?? r.mean]);
  return values.length === 0 ? null : [Math.min(...values), Math.max(...values)];
}
