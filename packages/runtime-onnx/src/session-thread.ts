import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { EngineError, type LineSamples, type ModelOutput, type NetworkValues } from '@passband/engine';
import type { OpenOptions } from './onnx-classifier.ts';
import type { FromThread, Question, ToThread } from './thread-messages.ts';

interface Waiting {
  resolve(values: Float64Array): void;
  reject(error: Error): void;
}

/** A session in a thread of its own. It keeps the process alive only while it works. */
export class SessionThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #evaluations = 0;
  #ended: Error | null = null;

  private constructor(
    worker: Worker,
    readonly classCount: number,
    readonly output: ModelOutput,
  ) {
    this.#worker = worker;
    worker.on('message', (message: FromThread) => this.#settle(message));
    worker.on('error', (error: Error) => this.#end(error));
    worker.on('exit', () => this.#end(new Error('the network is closed')));
    worker.unref();
  }

  /** Starts the thread and opens the network there. Throws EngineError as `openSession` does. */
  static open(options: OpenOptions): Promise<SessionThread> {
    const worker = startWorker(options);
    return new Promise((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', (message: FromThread) => {
        worker.off('error', reject);
        if (message.kind === 'open') return resolve(new SessionThread(worker, message.classCount, message.output));
        reject(message.kind === 'error' ? errorOf(message) : new Error(`a thread began with ${message.kind}`));
      });
    });
  }

  /** Batches that it has been given and has not answered. */
  get load(): number {
    return this.#waiting.size;
  }

  evaluate(images: Float32Array, count: number, values: NetworkValues): Promise<Float64Array> {
    // The whole buffer of an array would be copied: only what is shared stays where it is.
    const shared = images.buffer instanceof SharedArrayBuffer;
    return this.#ask({ kind: 'evaluate', images: shared ? images : images.slice(), count, values });
  }

  evaluateLines(samples: LineSamples, values: NetworkValues): Promise<Float64Array> {
    return this.#ask({ kind: 'evaluateLines', samples, values });
  }

  #ask(question: Question): Promise<Float64Array> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      const id = this.#evaluations++;
      this.#waiting.set(id, { resolve, reject });
      this.#worker.ref();
      const message: ToThread = { ...question, id };
      this.#worker.postMessage(message);
    });
  }

  /** Lets it answer what it has been given, then ends it. */
  async close(): Promise<void> {
    if (this.#ended) return;
    this.#ended = new Error('the network is closed');
    const message: ToThread = { kind: 'close' };
    this.#worker.ref();
    const ended = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    this.#worker.postMessage(message);
    await ended;
  }

  #settle(message: FromThread): void {
    if (message.kind === 'open' || message.id === null) return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (!this.#waiting.size && !this.#ended) this.#worker.unref();
    if (message.kind === 'values') waiting?.resolve(message.values);
    else waiting?.reject(errorOf(message));
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function errorOf({ message, refusal }: FromThread & { kind: 'error' }): Error {
  return refusal ? new EngineError(message) : new Error(message);
}

/** Its program lies beside this one: evaluation-thread.js where it is bundled. */
function startWorker(workerData: OpenOptions): Worker {
  const built = new URL('./evaluation-thread.js', import.meta.url);
  const source = new URL('./evaluation-thread.source.mjs', import.meta.url);
  return new Worker(existsSync(fileURLToPath(built)) ? built : source, { workerData, execArgv: [] });
}
