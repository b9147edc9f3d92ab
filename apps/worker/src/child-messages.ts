import type { ShardOrder } from '@passband/engine';

/** What a worker tells the child process that evaluates. */
export type ToChild = { kind: 'shard'; order: ShardOrder; modelFile: string; datasetFile: string } | { kind: 'cancel' };

/** What the child tells the worker. */
export type FromChild =
  | { kind: 'ready' }
  | { kind: 'progress'; imagesDone: number }
  /** The encoded result, as it is posted. */
  | { kind: 'result'; result: string }
  | { kind: 'cancelled' }
  /** `again`: another attempt may succeed. */
  | { kind: 'error'; message: string; again: boolean };
