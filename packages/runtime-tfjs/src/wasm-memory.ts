import { EngineError } from '@passband/engine';

const REMEDY = 'take smaller batches, a smaller network or another runtime';

/**
 * Makes a WebAssembly backend of TensorFlow.js throw EngineError where its 4 GiB of memory are full: it would go on at address
 * 0, over other tensors. `backend.wasm` is the module that it runs.
 */
export function guardMemory(backend: object): void {
  const module: unknown = Reflect.get(backend, 'wasm');
  if (typeof module !== 'object' || module === null) throw new TypeError('the backend must run a WebAssembly module');
  const allocate: unknown = Reflect.get(module, '_malloc');
  if (typeof allocate !== 'function') throw new TypeError('the WebAssembly module must have _malloc');
  Reflect.set(module, '_malloc', (bytes: number): number => {
    const address = Number(allocate(bytes));
    if (address !== 0 || bytes === 0) return address;
    throw new EngineError(`tfjs/wasm has 4 GiB of memory, and ${bytes} bytes more do not fit: ${REMEDY}`);
  });
}

/** What the module itself throws where it finds no memory, as an EngineError; any other error as it is. */
export function memoryError(error: unknown): unknown {
  if (!(error instanceof WebAssembly.RuntimeError)) return error;
  return new EngineError(
    `what tfjs/wasm computes must fit into 4 GiB of memory; it stopped (${error.message}): ${REMEDY}`,
  );
}
