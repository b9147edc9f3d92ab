import { regression } from '@passband/spectrum';

/** A place on a regression line, with the 95 % bounds of the line there. */
export interface BandPlace {
  x: number;
  y: number;
  lower: number;
  upper: number;
}

/** The line of y on x in the axes' own projection, in 40 steps over the points' range. Empty below four points. */
export function regressionBand(points: readonly { x: number; y: number }[]): BandPlace[] {
  const fit =
    points.length < 4
      ? null
      : regression(
          points.map(({ x }) => x),
          points.map(({ y }) => y),
        );
  if (!fit) return [];
  const low = Math.min(...points.map(({ x }) => x));
  const high = Math.max(...points.map(({ x }) => x));
  return Array.from({ length: 41 }, (_, k) => {
    const x = low + ((high - low) * k) / 40;
    const band = fit.band(x);
    return { x, y: fit.at(x), lower: band?.lower ?? fit.at(x), upper: band?.upper ?? fit.at(x) };
  });
}
