import type { ShardOrder } from '@passband/engine';

/** A shard with its files on this machine; null where the order has none. */
export interface ShardHere {
  order: ShardOrder;
  files: {
    model: string | null;
    dataset: string;
    validation: string | null;
    teacher: string | null;
    checkpoint: string | null;
  };
  /** Where files that the result names are put, by sha256. */
  keptFolder: string;
}

/** What a worker tells the child process that evaluates. */
export type ToChild = ({ kind: 'shard' } & ShardHere) | { kind: 'cancel' };

/** What the child tells the worker. */
export type FromChild =
  | { kind: 'ready' }
  | { kind: 'progress'; imagesDone: number }
  /** The encoded result, as it is posted, and the sha256 of files in the kept folder that have to be there before it. */
  | { kind: 'result'; result: string; kept: string[] }
  | { kind: 'cancelled' }
  /** `again`: another attempt may succeed. */
  | { kind: 'error'; message: string; again: boolean };
