/** Red, green and blue, 0 to 1. */
type Colour = readonly [number, number, number];

function parse(hex: string): Colour {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5)];
}

/** Relative luminance of WCAG 2.2. */
function luminance([r, g, b]: Colour): number {
  const linear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** Contrast of two colours by WCAG 2.2, 1 to 21. */
export function contrast(a: Colour, b: Colour): number {
  const [low, high] = [Math.min(luminance(a), luminance(b)), Math.max(luminance(a), luminance(b))];
  return (high + 0.05) / (low + 0.05);
}

/** The colour at `share` (−1 to 1) of a diverging scale, mixed as d3's interpolateRgb does. */
export function groundAt(share: number, [negative, zero, positive]: readonly [string, string, string]): Colour {
  const [from, to] = [parse(zero), parse(share < 0 ? negative : positive)];
  const mix = (k: 0 | 1 | 2) => from[k] + Math.abs(share) * (to[k] - from[k]);
  return [mix(0), mix(1), mix(2)];
}

/** The colour of text on a ground: `ink` where it has 4.5 : 1, else black or white, of which one always has. */
export function inkOn(ground: Colour, ink: string): string {
  return [ink, '#000000', '#ffffff'].find((text) => contrast(ground, parse(text)) >= 4.5) ?? ink;
}
