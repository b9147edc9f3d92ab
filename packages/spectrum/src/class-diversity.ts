/** Images that are compared with each other while they are in the processor's cache; an even number. */
const BLOCK = 64;

/**
 * Diversity of a class: the mean L2 distance in normalised pixel space over all pairs of its images. `pixels` [count, size]
 * are their uint8 values, channels last; `std` is the dataset's, a number a channel, of pixels scaled to 0..1.
 * ||a - b||^2 = sum over channels of (a.a + b.b - 2 a.b) / (255 std)^2, where the products are whole numbers, thus exact.
 * O(count^2 size) time, about 1e9 products a second, and memory for two blocks of 64 images beside. Null of fewer than two images.
 *
 * @example classDiversity(Uint8Array.of(0, 255, 0), 3, [0.5]) // (2 + 0 + 2) / 3
 */
export function classDiversity(pixels: Uint8Array, count: number, std: readonly number[]): number | null {
  if (count < 2) return null;
  let sum = 0;
  for (let a = 0; a < count; a += BLOCK)
    for (let b = a; b < count; b += BLOCK) sum += blockSum(pixels, count, std, a, b);
  return (2 * sum) / (count * (count - 1));
}

/** Sum of the distances of the pairs of two blocks, each pair once. */
function blockSum(pixels: Uint8Array, count: number, std: readonly number[], firstA: number, firstB: number): number {
  const squares = new Float64Array(BLOCK * BLOCK);
  for (const [channel, ofChannel] of std.entries()) {
    const plane = (first: number): Plane => planeOf(pixels, count, std.length, channel, first);
    const a = plane(firstA);
    addSquares(a, firstA === firstB ? a : plane(firstB), (255 * ofChannel) ** -2, squares);
  }
  let sum = 0;
  for (let a = 0; a < BLOCK && firstA + a < count; a++) {
    const from = firstA === firstB ? a + 1 : 0;
    for (let b = from; b < BLOCK && firstB + b < count; b++) sum += Math.sqrt(squares[a * BLOCK + b]!);
  }
  return sum;
}

/** One channel of a block of images [BLOCK, area], zeros past the last, and the dot product of each with itself. */
interface Plane {
  values: Float64Array;
  norms: Float64Array;
  area: number;
}

function planeOf(pixels: Uint8Array, count: number, channels: number, channel: number, first: number): Plane {
  const area = pixels.length / count / channels;
  const values = new Float64Array(BLOCK * area);
  const length = Math.min(BLOCK, count - first) * area;
  for (let k = 0, at = first * area * channels + channel; k < length; k++, at += channels) values[k] = pixels[at]!;
  const norms = new Float64Array(BLOCK);
  for (let k = 0; k < length; k++) norms[Math.floor(k / area)]! += values[k]! ** 2;
  return { values, norms, area };
}

/** Adds the squared distances of each with each, times `scale`; two by two, so that a value that is loaded is used twice. */
function addSquares(a: Plane, b: Plane, scale: number, squares: Float64Array): void {
  const { area } = a;
  const products = new Float64Array(4);
  for (let row = 0; row < BLOCK; row += 2) {
    for (let column = 0; column < BLOCK; column += 2) {
      multiplyTwoByTwo(a.values, row * area, b.values, column * area, area, products);
      for (let k = 0; k < 4; k++) {
        const [i, j] = [row + (k >> 1), column + (k & 1)];
        squares[i * BLOCK + j]! += scale * (a.norms[i]! + b.norms[j]! - 2 * products[k]!);
      }
    }
  }
}

/** Dot products of two neighbouring rows of `a` with two of `b`. Plain locals: most of the time is spent here. */
function multiplyTwoByTwo(
  a: Float64Array,
  atA: number,
  b: Float64Array,
  atB: number,
  length: number,
  products: Float64Array,
): void {
  let [p, q, r, s] = [0, 0, 0, 0];
  for (let k = 0, u = atA, v = atB; k < length; k++, u++, v++) {
    const a0 = a[u]!;
    const a1 = a[u + length]!;
    const b0 = b[v]!;
    const b1 = b[v + length]!;
    p += a0 * b0;
    q += a0 * b1;
    r += a1 * b0;
    s += a1 * b1;
  }
  products[0] = p;
  products[1] = q;
  products[2] = r;
  products[3] = s;
}
