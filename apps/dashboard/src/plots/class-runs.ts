/** Samples in a row for which one class is the most likely. */
export interface ClassRun {
  class: { index: number; name: string };
  samples: number;
}

/** A run with its first sample and its last. */
export interface Segment {
  class: ClassRun['class'];
  first: number;
  last: number;
}

/** Where the most likely class changes: half way between two samples. */
export interface Change {
  from: ClassRun['class'];
  to: ClassRun['class'];
  /** In samples from the start. */
  at: number;
}

/** The runs one after another, from sample 0. */
export function segmentsOf(runs: readonly ClassRun[]): Segment[] {
  let next = 0;
  return runs.map((run) => {
    const first = next;
    next += run.samples;
    return { class: run.class, first, last: next - 1 };
  });
}

/** Every change of the most likely class along a path, in order. */
export function changesOf(runs: readonly ClassRun[]): Change[] {
  const segments = segmentsOf(runs);
  return segments.slice(1).map((segment, k) => ({
    from: segments[k]?.class ?? segment.class,
    to: segment.class,
    at: segment.first - 0.5,
  }));
}

/** The most likely class at a sample; undefined where the path has no such sample. */
export function leaderAt(runs: readonly ClassRun[], sample: number): ClassRun['class'] | undefined {
  return segmentsOf(runs).find(({ first, last }) => sample >= first && sample <= last)?.class;
}
