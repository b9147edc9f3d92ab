import type { RandomStream } from './xoshiro.ts';

/**
 * `size` independent standard normals by Box and Muller, from two uniforms u, v = (word + 1) / 2^32 at a time:
 * sqrt(-2 ln u) cos(2 pi v), then its sine.
 */
export function standardNormals(stream: RandomStream, size: number): Float64Array {
  const out = new Float64Array(size);
  for (let k = 0; k < size; k += 2) {
    const radius = Math.sqrt(-2 * Math.log((stream.word() + 1) / 2 ** 32));
    const angle = 2 * Math.PI * ((stream.word() + 1) / 2 ** 32);
    out[k] = radius * Math.cos(angle);
    if (k + 1 < size) out[k + 1] = radius * Math.sin(angle);
  }
  return out;
}
