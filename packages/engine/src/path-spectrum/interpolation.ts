/// <reference path="./web-assembly.d.ts" />
import type { Feed } from '../feed.ts';

/** Images are written four values at a time. */
const LANES = 4;
const PAGE_BYTES = 65_536;

/**
 * Makes the samples of straight lines, one line after another, and holds the batch they go into:
 * x = x_0 + w (x_1 - x_0), computed in float64, rounded once to float32.
 * A measurement spends most of its own time here, so the loop is four lines of WebAssembly SIMD, 4 times as fast as JavaScript's.
 */
export class Interpolation {
  /** Images of a batch laid one after another. */
  readonly images: Float32Array;
  private readonly start: Float64Array;
  private readonly difference: Float64Array;
  private readonly interpolate: Interpolate;

  constructor(
    private readonly feed: Feed,
    batchSize: number,
  ) {
    // Whole lanes: the last of an image's overhang what comes next, which is written after it.
    const endBytes = Math.ceil(feed.imageSize / LANES) * LANES * Float64Array.BYTES_PER_ELEMENT;
    const batchBytes = (batchSize * feed.imageSize + LANES) * Float32Array.BYTES_PER_ELEMENT;
    const memory = new WebAssembly.Memory({ initial: Math.ceil((2 * endBytes + batchBytes) / PAGE_BYTES) });
    this.start = new Float64Array(memory.buffer, 0, feed.imageSize);
    this.difference = new Float64Array(memory.buffer, endBytes, feed.imageSize);
    this.images = new Float32Array(memory.buffer, 2 * endBytes, batchSize * feed.imageSize);
    this.interpolate = simdLoop(memory);
  }

  /** Takes the two images at the ends of the next line. */
  setEnds(first: Uint8Array, last: Uint8Array): void {
    const { start, difference } = this;
    this.feed.write(first, start, 0);
    this.feed.write(last, difference, 0);
    for (let k = 0; k < start.length; k++) difference[k]! -= start[k]!;
  }

  /** Writes the image at this weight of the line's end into `images` at an offset. Later offsets must be written later. */
  write(weight: number, offset: number): void {
    const { start, difference, images } = this;
    const target = images.byteOffset + offset * Float32Array.BYTES_PER_ELEMENT;
    this.interpolate(start.byteOffset, difference.byteOffset, target, start.byteOffset + start.byteLength, weight);
  }
}

/** Byte addresses of x_0, of x_1 - x_0, of the image, and of the end of x_0; the weight. */
type Interpolate = (start: number, difference: number, target: number, end: number, weight: number) => void;

const [I32, F64, V128, NOTHING] = [0x7f, 0x7c, 0x7b, 0x40];
const SIMD = 0xfd;
const get = (local: number): number[] => [0x20, local];
const add = (local: number, bytes: number): number[] => [...get(local), 0x41, bytes, 0x6a, 0x21, local];
const load = (address: number, offset: number): number[] => [...get(address), SIMD, 0x00, 4, offset];
const section = (id: number, content: number[]): number[] => [id, content.length, ...content];

/** Two values: target[offset / 2 ...] = float32(start[offset ...] + weight * difference[offset ...]). */
const twoValues = (offset: number): number[] => [
  ...get(2),
  ...load(0, offset),
  ...[...load(1, offset), ...get(5)],
  ...[SIMD, 0xf2, 0x01], // f64x2.mul
  ...[SIMD, 0xf0, 0x01], // f64x2.add
  ...[SIMD, 0x5e], // f32x4.demote_f64x2_zero
  ...[SIMD, 0x5b, 3, offset / 2, 0], // v128.store64_lane
];

const BODY = [
  ...[1, 1, V128], // one local of its own, number 5: the weight twice
  ...[...get(4), SIMD, 0x14, 0x21, 5], // f64x2.splat
  ...[0x03, NOTHING], // loop
  ...[...twoValues(0), ...twoValues(16)],
  ...[...add(0, 32), ...add(1, 32), ...add(2, 16)],
  ...[...get(0), ...get(3), 0x49, 0x0d, 0], // branch back while start < end
  ...[0x0b, 0x0b],
];

const MODULE = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 5, I32, I32, I32, I32, F64, 0]),
  ...section(2, [1, 1, 0x6d, 1, 0x6d, 2, 0, 1]), // memory m.m
  ...section(3, [1, 0]),
  ...section(7, [1, 1, 0x66, 0, 0]), // function f
  ...section(10, [1, BODY.length, ...BODY]),
]);

let compiled: WebAssembly.Module | null = null;

function simdLoop(memory: WebAssembly.Memory): Interpolate {
  compiled ??= new WebAssembly.Module(MODULE);
  const { f } = new WebAssembly.Instance(compiled, { m: { m: memory } }).exports;
  if (typeof f !== 'function') throw new TypeError('the loop must be a function');
  return (start, difference, target, end, weight) => void f(start, difference, target, end, weight);
}
