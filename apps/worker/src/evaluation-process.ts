import type { ChildProcess } from 'node:child_process';
import { availableParallelism, tmpdir } from 'node:os';
import { residentMemory } from '@passband/engine';
import type { FromChild, ShardHere, ToChild } from './child-messages.ts';
import { EvaluationChild, type OnLine } from './evaluation-child.ts';
import type { Slot } from './slots.ts';

/** What became of a shard in the child process. */
export type Outcome =
  | { kind: 'result'; result: string; kept: string[] }
  | { kind: 'cancelled' }
  | { kind: 'error'; message: string; again: boolean }
  /** This machine cannot do it now, whatever the shard: its disk is full. */
  | { kind: 'unable'; message: string };

/** How long a cancelled evaluation has before its process is killed. */
const CANCEL_MS = 2_000;
/** A process that reports nothing for so long hangs: it says that it goes on after every batch. */
const SILENCE_MS = 10 * 60_000;

/** How often the memory of a process that evaluates is looked at. */
const MEMORY_MS = 250;

/** A slot's, whose memory is looked at on Linux. */
export interface EvaluationLimits extends Partial<Slot> {
  silenceMs?: number;
  onLine?: OnLine;
  /** Where it makes folders for what it unpacks; among the temporary ones where left out. */
  folder?: string;
}

/** The child process that evaluates; started when it is needed, started anew after it died. */
export class EvaluationProcess {
  readonly #program: string;
  readonly #silenceMs: number;
  readonly #slot: Slot;
  readonly #onLine: OnLine | undefined;
  readonly #folder: string;
  readonly #children = new Set<EvaluationChild>();
  #child: EvaluationChild | null = null;

  constructor(program: string, { silenceMs = SILENCE_MS, onLine, folder = tmpdir(), ...slot }: EvaluationLimits = {}) {
    this.#program = program;
    this.#silenceMs = silenceMs;
    this.#onLine = onLine;
    this.#folder = folder;
    this.#slot = { gpu: null, threads: availableParallelism(), memoryBytes: Infinity, ...slot };
  }

  /**
   * Evaluates one shard. Never rejects: a process that dies or hangs is an error outcome that is worth another attempt. Throws where
   * there is no room for what it unpacks.
   */
  evaluate(shard: ShardHere, signal: AbortSignal, onProgress: (imagesDone: number) => void): Promise<Outcome> {
    if (signal.aborted) return Promise.resolve({ kind: 'cancelled' });
    const evaluating = this.#running(shard.order.runtime);
    evaluating.worksHere();
    const child = evaluating.process;
    return new Promise((resolve) => {
      let killTimer: NodeJS.Timeout | null = null;
      let settled = false;
      const silence = setTimeout(() => {
        void this.stop();
        const minutes = Math.round(this.#silenceMs / 60_000);
        settle({ kind: 'error', message: `the process that evaluated it hung for ${minutes} minutes`, again: true });
      }, this.#silenceMs);
      const memory = setInterval(async () => {
        if ((await residentMemory(child.pid)) <= this.#slot.memoryBytes || settled) return;
        void this.stop();
        settle({ kind: 'error', message: tooMuchMemory(this.#slot.memoryBytes), again: false });
      }, MEMORY_MS);
      const settle = (outcome: Outcome) => {
        settled = true;
        clearTimeout(silence);
        clearInterval(memory);
        if (killTimer) clearTimeout(killTimer);
        signal.removeEventListener('abort', onAbort);
        child.off('message', onMessage);
        child.off('exit', onExit);
        child.off('error', onError);
        resolve(outcome);
      };
      const onAbort = () => {
        tell(child, { kind: 'cancel' });
        killTimer = setTimeout(() => child.kill('SIGKILL'), CANCEL_MS);
      };
      const onMessage = (message: FromChild) => {
        silence.refresh();
        if (message.kind === 'progress') onProgress(message.imagesDone);
        else if (message.kind !== 'ready') settle(message);
      };
      const onExit = (code: number | null, exitSignal: string | null) => {
        if (signal.aborted) settle({ kind: 'cancelled' });
        else
          settle({
            kind: 'error',
            message: `the process that evaluated it ended (${exitSignal ?? `exit code ${code}`})`,
            again: true,
          });
      };
      const onError = (error: Error) =>
        settle({
          kind: 'error',
          message: `the process that evaluates could not be reached: ${error.message}`,
          again: true,
        });
      child.on('message', onMessage);
      child.on('exit', onExit);
      child.on('error', onError);
      signal.addEventListener('abort', onAbort, { once: true });
      tell(child, { kind: 'shard', ...shard });
    });
  }

  /** Ends the process; the next shard starts another. Resolves when nothing of it is left, no file either. */
  async stop(): Promise<void> {
    this.#child = null;
    for (const child of this.#children) child.kill();
    await Promise.all([...this.#children].map(({ ended }) => ended));
  }

  #running(runtime: string): EvaluationChild {
    if (this.#child?.takes(runtime)) return this.#child;
    this.#child?.kill();
    const child = new EvaluationChild(this.#program, this.#slot, this.#folder, this.#onLine);
    child.takes(runtime);
    const forget = () => {
      if (this.#child === child) this.#child = null;
    };
    child.process.on('exit', forget);
    // One that could not be started has no exit.
    child.process.on('error', forget);
    this.#children.add(child);
    void child.ended.finally(() => this.#children.delete(child));
    this.#child = child;
    return child;
  }
}

function tooMuchMemory(bytes: number): string {
  const most = `${(bytes / 2 ** 30).toPrecision(3)} GiB of memory (PASSBAND_EVALUATION_MEMORY_BYTES)`;
  return `the process that evaluates must take at most ${most}; it took more`;
}

function tell(child: ChildProcess, message: ToChild): void {
  if (child.connected) child.send(message);
}
