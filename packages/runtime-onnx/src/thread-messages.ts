import type { ModelOutput, NetworkValues } from '@passband/engine';

/** What a thread that evaluates is told. Images in shared memory stay where they are. */
export type ToThread =
  | { kind: 'evaluate'; id: number; images: Float32Array; count: number; values: NetworkValues }
  | { kind: 'close' };

/** What it tells. */
export type FromThread =
  | { kind: 'open'; classCount: number; output: ModelOutput }
  | { kind: 'values'; id: number; values: Float64Array }
  /** `refusal`: an EngineError. Without an id the network could not be opened. */
  | { kind: 'error'; id: number | null; message: string; refusal: boolean };
