import { AsyncLocalStorage } from 'node:async_hooks';
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { withoutSecrets } from '@passband/engine';
import type { Slot } from './slots.ts';

/** Told of what the process writes, such as messages of native libraries. */
export type OnLine = (stream: 'stdout' | 'stderr', line: string) => void;

const LONGEST_LINE = 2_000;

/** What a runtime needs of the GPUs that a process sees. TensorFlow on the processor hides them for good. */
type Gpus = 'hidden' | 'seen';

/** A child process that evaluates, with a folder of its own for temporary files, such as networks that it unpacks. */
export class EvaluationChild {
  readonly process: ChildProcess;
  /** Settles when it has ended, however it did, and nothing is left of its files. */
  readonly ended: Promise<void>;
  #gpus: Gpus | null = null;
  /** Of whoever it works for now: what it writes is theirs. */
  #within: <T>(work: () => T) => T = (work) => work();

  /** Throws where no folder can be made in `parent`. */
  constructor(program: string, slot: Pick<Slot, 'gpu' | 'threads'>, parent: string, onLine?: OnLine) {
    const folder = mkdtempSync(path.join(parent, 'passband-evaluation-'));
    // The program is told its folder, to remove it where this process ends before it.
    this.process = fork(program, [folder, String(slot.threads)], {
      env: environmentOfEvaluation(process.env, folder, slot),
      execArgv: program.endsWith('.ts') ? ['--import', 'tsx'] : ['--enable-source-maps'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A structured clone: as JSON, a result, which is megabytes of JSON text already, would be escaped and written once more.
      serialization: 'advanced',
    });
    for (const stream of ['stdout', 'stderr'] as const) this.#read(stream, onLine);
    const over = new Promise<void>((resolve) => {
      this.process.once('exit', () => resolve());
      // One that could not be started has no exit.
      this.process.once('error', () => this.process.pid === undefined && resolve());
    });
    this.ended = over.then(() => rm(folder, { recursive: true, force: true }));
  }

  /**
   * Whether it may evaluate on this runtime, which it then keeps to: after TensorFlow on the processor there are no GPUs for
   * it, and a TensorFlow that was loaded with a GPU goes on using it.
   */
  takes(runtime: string): boolean {
    const gpus = gpusOf(runtime);
    if (this.#gpus && gpus && gpus !== this.#gpus) return false;
    this.#gpus ??= gpus;
    return true;
  }

  /** From now on it works for whoever calls this. */
  worksHere(): void {
    this.#within = AsyncLocalStorage.snapshot();
  }

  #read(stream: 'stdout' | 'stderr', onLine: OnLine = () => {}): void {
    const from = this.process[stream];
    if (!from) return;
    createInterface({ input: from, crlfDelay: Infinity }).on('line', (line) => {
      if (line !== '') this.#within(() => onLine(stream, line.slice(0, LONGEST_LINE)));
    });
  }

  kill(): void {
    this.process.kill('SIGKILL');
  }
}

/** Null where they make no difference. */
function gpusOf(runtime: string): Gpus | null {
  if (runtime === 'tensorflow/cpu') return 'hidden';
  return runtime === 'onnx/cpu' || runtime === 'tfjs/wasm' ? null : 'seen';
}

/** Model files are programs: what evaluates them sees no secret. */
function environmentOfEvaluation(
  env: NodeJS.ProcessEnv,
  folder: string,
  { gpu, threads }: Pick<Slot, 'gpu' | 'threads'>,
): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = { ...withoutSecrets(env), TMPDIR: folder, TMP: folder, TEMP: folder };
  if (gpu !== null) kept.CUDA_VISIBLE_DEVICES = gpu;
  // TensorFlow takes all threads unless it is told here.
  kept.TF_NUM_INTRAOP_THREADS ??= String(threads);
  return kept;
}
