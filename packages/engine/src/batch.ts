/** Images on a straight line: image k is start + weight(k) * direction. Both are what the network is fed [imageSize]. */
export interface StraightLine {
  /** May be kept for the next batch and must stay as it is; one array that several runs share goes to a device once. */
  readonly start: Float64Array;
  readonly direction: Float64Array;
  weight(k: number): number;
}

/** Some images that belong together, such as the samples of a path: on a straight line, or written one by one. */
export type Run = {
  readonly count: number;
  /** Takes values [count, classCount] of images `from` ... `from + count` at `start`; valid only during the call. */
  use(values: Float64Array, start: number, from: number, count: number): void;
} & (
  | { readonly line: StraightLine }
  | {
      readonly line?: undefined;
      /** Writes image k, 0 ... count - 1, into `target` at an offset. Called in order. */
      write(k: number, target: Float32Array, offset: number): void;
    }
);

/** Some images while they are gathered and evaluated. */
export interface Batch {
  /** Whose batch it is. */
  readonly madeBy: object;
  readonly parts: Parts;
  /** Takes images `from` ... `from + count` of a run. */
  add(run: Run, from: number, count: number): void;
  evaluate(): Promise<Float64Array>;
}

/** Which images of which runs a batch holds, in order. */
export class Parts {
  count = 0;
  readonly #parts: { run: Run; at: number; from: number; count: number }[] = [];

  add(run: Run, from: number, count: number): void {
    this.#parts.push({ run, at: this.count, from, count });
    this.count += count;
  }

  /** Hands values [count, classCount] to the runs. */
  use(values: Float64Array, classCount: number): void {
    for (const { run, at, from, count } of this.#parts) run.use(values, at * classCount, from, count);
  }
}
