import { standardNormals } from './standard-normals.ts';
import { xoshiro128 } from './xoshiro.ts';

/**
 * A direction uniform on the sphere, not yet of unit norm: `size` standard normals from the stream keyed
 * `direction/SEED/INDEX`, in the order height, width, channel.
 */
export function randomDirection(size: number, seed: number, index = 0): Float64Array {
  return standardNormals(xoshiro128(`direction/${seed}/${index}`), size);
}
