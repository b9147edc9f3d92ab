import { type ChildProcess, fork } from 'node:child_process';
import type { ShardOrder } from '@passband/engine';
import type { FromChild, ToChild } from './child-messages.ts';

/** What became of a shard in the child process. */
export type Outcome =
  | { kind: 'result'; result: string }
  | { kind: 'cancelled' }
  | { kind: 'error'; message: string; again: boolean };

/** How long a cancelled evaluation has before its process is killed. */
const CANCEL_MS = 2_000;
/** A process that reports nothing for so long hangs: it says that it goes on after every batch. */
const SILENCE_MS = 10 * 60_000;

/** The child process that evaluates; started when it is needed, started anew after it died. */
export class EvaluationProcess {
  readonly #program: string;
  readonly #silenceMs: number;
  #child: ChildProcess | null = null;

  constructor(program: string, silenceMs = SILENCE_MS) {
    this.#program = program;
    this.#silenceMs = silenceMs;
  }

  /** Evaluates one shard. Never rejects: a process that dies or hangs is an error outcome that is worth another attempt. */
  evaluate(
    shard: { order: ShardOrder; modelFile: string; datasetFile: string },
    signal: AbortSignal,
    onProgress: (imagesDone: number) => void,
  ): Promise<Outcome> {
    if (signal.aborted) return Promise.resolve({ kind: 'cancelled' });
    const child = this.#running();
    return new Promise((resolve) => {
      let killTimer: NodeJS.Timeout | null = null;
      const silence = setTimeout(() => {
        this.stop();
        const minutes = Math.round(this.#silenceMs / 60_000);
        settle({ kind: 'error', message: `the process that evaluated it hung for ${minutes} minutes`, again: true });
      }, this.#silenceMs);
      const settle = (outcome: Outcome) => {
        clearTimeout(silence);
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

  /** Ends the process; the next shard starts another. */
  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  #running(): ChildProcess {
    if (this.#child) return this.#child;
    const child = fork(this.#program, [], {
      env: environmentOfEvaluation(process.env),
      execArgv: this.#program.endsWith('.ts') ? ['--import', 'tsx'] : ['--enable-source-maps'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const forget = () => {
      if (this.#child === child) this.#child = null;
    };
    child.on('exit', forget);
    // One that could not be started has no exit.
    child.on('error', forget);
    this.#child = child;
    return child;
  }
}

/** Model files are programs: what evaluates them sees no token. */
function environmentOfEvaluation(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = { ...env };
  for (const name of ['PASSBAND_TOKEN', 'PASSBAND_WORKER_TOKEN', 'DATABASE_URL']) delete kept[name];
  return kept;
}

function tell(child: ChildProcess, message: ToChild): void {
  if (child.connected) child.send(message);
}
