import type { LineSamples, ModelOutput, NetworkValues } from '@passband/engine';

/** What a thread that evaluates is asked. Images in shared memory stay where they are. */
export type Question =
  | { kind: 'evaluate'; images: Float32Array; count: number; values: NetworkValues }
  | { kind: 'evaluateLines'; samples: LineSamples; values: NetworkValues };

/** What it is told: a question with the id that its answer bears, or to end. */
export type ToThread = (Question & { id: number }) | { kind: 'close' };

/** What it tells. */
export type FromThread =
  | { kind: 'open'; classCount: number; output: ModelOutput }
  | { kind: 'values'; id: number; values: Float64Array }
  /** `refusal`: an EngineError. Without an id the network could not be opened. */
  | { kind: 'error'; id: number | null; message: string; refusal: boolean };
