/// <reference path="./web-assembly.d.ts" />
import type { StraightLine } from './batch.ts';

/** Images are written four values at a time. */
const LANES = 4;
const PAGE_BYTES = 65_536;

/**
 * Makes images on straight lines, x_0 + w u, computed in float64 and rounded once to float32, and holds the batches they go
 * into. A measurement spends most of its own time here, so the loop is four lines of WebAssembly SIMD, 4 times as fast as
 * JavaScript's.
 * Shared memory is read by other threads where it is; native libraries take none of it.
 */
export class Interpolation {
  readonly #rooms: Float32Array[];
  readonly #start: Float64Array;
  readonly #direction: Float64Array;
  readonly #interpolate: Interpolate;

  constructor(imageSize: number, batchSize: number, rooms: number, shared: boolean) {
    // Whole lanes: the last of an image's overhang what comes next, which is written after it.
    const endBytes = wholeLanes(imageSize) * Float64Array.BYTES_PER_ELEMENT;
    const roomBytes = wholeLanes(batchSize * imageSize + LANES) * Float32Array.BYTES_PER_ELEMENT;
    const pages = Math.ceil((2 * endBytes + rooms * roomBytes) / PAGE_BYTES);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
    this.#start = new Float64Array(memory.buffer, 0, imageSize);
    this.#direction = new Float64Array(memory.buffer, endBytes, imageSize);
    const roomAt = (k: number) => new Float32Array(memory.buffer, 2 * endBytes + k * roomBytes, batchSize * imageSize);
    this.#rooms = Array.from({ length: rooms }, (_, k) => roomAt(k));
    this.#interpolate = simdLoop(memory, shared);
  }

  /** Room for the images of a batch, laid one after another. */
  room(k: number): Float32Array {
    const room = this.#rooms[k];
    if (!room) throw new RangeError(`room must be from 0 to ${this.#rooms.length - 1}; got ${k}`);
    return room;
  }

  /** Takes the start and the direction of the next line. */
  setLine({ start, direction }: Pick<StraightLine, 'start' | 'direction'>): void {
    this.#start.set(start);
    this.#direction.set(direction);
  }

  /** Writes the image at this weight into a room at an offset. Later offsets must be written later. */
  write(weight: number, room: Float32Array, offset: number): void {
    const target = room.byteOffset + offset * Float32Array.BYTES_PER_ELEMENT;
    const end = this.#start.byteOffset + this.#start.byteLength;
    this.#interpolate(this.#start.byteOffset, this.#direction.byteOffset, target, end, weight);
  }
}

function wholeLanes(values: number): number {
  return Math.ceil(values / LANES) * LANES;
}

/** Byte addresses of x_0, of u, of the image, and of the end of x_0; the weight. */
type Interpolate = (start: number, difference: number, target: number, end: number, weight: number) => void;

const [I32, F64, V128, NOTHING] = [0x7f, 0x7c, 0x7b, 0x40];
const SIMD = 0xfd;
const get = (local: number): number[] => [0x20, local];
const add = (local: number, bytes: number): number[] => [...get(local), 0x41, bytes, 0x6a, 0x21, local];
const load = (address: number, offset: number): number[] => [...get(address), SIMD, 0x00, 4, offset];
const section = (id: number, content: number[]): number[] => [id, content.length, ...content];

/** Two values: target[offset / 2 ...] = float32(start[offset ...] + weight * direction[offset ...]). */
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

/** Limits of the memory that the loop is given: any number of pages; shared memory must say the most, 65,536. */
const LIMITS = { own: [0, 1], shared: [3, 1, 0x80, 0x80, 0x04] };

const moduleFor = (memory: keyof typeof LIMITS): Uint8Array<ArrayBuffer> =>
  new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 5, I32, I32, I32, I32, F64, 0]),
    ...section(2, [1, 1, 0x6d, 1, 0x6d, 2, ...LIMITS[memory]]), // memory m.m
    ...section(3, [1, 0]),
    ...section(7, [1, 1, 0x66, 0, 0]), // function f
    ...section(10, [1, BODY.length, ...BODY]),
  ]);

const compiled: { [memory in keyof typeof LIMITS]?: WebAssembly.Module } = {};

function simdLoop(memory: WebAssembly.Memory, shared: boolean): Interpolate {
  const kind = shared ? 'shared' : 'own';
  compiled[kind] ??= new WebAssembly.Module(moduleFor(kind));
  const { f } = new WebAssembly.Instance(compiled[kind], { m: { m: memory } }).exports;
  if (typeof f !== 'function') throw new TypeError('the loop must be a function');
  return (start, difference, target, end, weight) => void f(start, difference, target, end, weight);
}
