import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { withoutSecrets } from '@passband/engine';

export interface Program {
  name: string;
  file: string;
  arguments: string[];
  /** Values that another program decides (its address) are asked for at each start. */
  env: Record<string, string | (() => string)>;
  /** Of Node, beside this file's own. */
  flags?: readonly string[];
  /** Started without the tokens and the database's address, but for what `env` gives it. */
  withoutSecrets: boolean;
  /** So long it has to stop by itself once it is asked; then it is killed. */
  stopMs: number;
}

export interface Launched {
  /** Rejects where it ends before it was ready for the first time: it has then said why on stderr. */
  ready: Promise<void>;
  /** Where it answers, once it is ready; the same after it was started anew as far as it can. */
  url(): string | null;
  /** Called when it ended too often to be started again. */
  onGivenUp(listener: (reason: string) => void): void;
  /** From now on it is not started again when it ends. */
  letEnd(): void;
  /** Asks it to stop, ready or not, and waits until it is gone. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

/** So often in so long a time it may end by itself before it is given up. */
const RESTARTS = { most: 5, withinMs: 60_000, delayMs: 500 };

/** A program beside this one, by its place relative to apps/server/dist. */
export function programFile(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

/** Starts a program, which says {ready: true, url} once it is, and starts it again whenever it ends by itself after that. */
export function launchProgram(program: Program): Launched {
  let child: ChildProcess | null = null;
  let url: string | null = null;
  let stopping = false;
  let givenUp: (reason: string) => void = () => {};
  const ends: number[] = [];

  const start = () =>
    new Promise<void>((resolve, reject) => {
      const started = fork(program.file, program.arguments, {
        env: { ...environment(program), ...portOf(url, program) },
        execArgv: ['--enable-source-maps', ...(program.flags ?? [])],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        // A process group of its own: what a terminal sends to all at once (Ctrl-C, its end) is for this process, which stops them in order.
        detached: true,
      });
      child = started;
      started.on('message', (message: { ready?: boolean; url?: string }) => {
        if (!message.ready) return;
        url = message.url ?? url;
        resolve();
      });
      started.on('exit', (code, signal) => {
        child = null;
        reject(new Error(`the ${program.name} could not be started (${signal ?? `exit code ${code}`})`));
        if (!stopping) ended(signal ?? `exit code ${code}`);
      });
    });

  let wasReady = false;
  const ended = (how: string) => {
    // Before it was ready for the first time there is nothing to keep running.
    if (!wasReady) return;
    const now = Date.now();
    ends.push(now);
    const recent = ends.filter((time) => now - time < RESTARTS.withinMs).length;
    if (recent > RESTARTS.most)
      return givenUp(`the ${program.name} ended ${recent} times within a minute, last with ${how}`);
    process.stderr.write(`passband: the ${program.name} ended (${how}) and is started again\n`);
    setTimeout(() => {
      if (!stopping) start().catch(() => {});
    }, RESTARTS.delayMs);
  };

  const ready = start().then(() => {
    wasReady = true;
  });
  return {
    ready,
    url: () => url,
    onGivenUp: (listener) => {
      givenUp = listener;
    },
    letEnd: () => {
      stopping = true;
    },
    stop: () => {
      stopping = true;
      const running = child;
      if (!running) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(() => running.kill('SIGKILL'), program.stopMs);
        running.once('exit', () => {
          clearTimeout(timer);
          resolve();
        });
        running.kill('SIGTERM');
      });
    },
    kill: () => {
      stopping = true;
      child?.kill('SIGKILL');
    },
  };
}

function environment({ env, withoutSecrets: isBare }: Program): NodeJS.ProcessEnv {
  const own = Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, typeof value === 'string' ? value : value()]),
  );
  return { ...(isBare ? withoutSecrets(process.env) : process.env), ...own };
}

/** A program that chose its own port keeps it when it is started anew: others know it by then. */
function portOf(url: string | null, { env }: Program): NodeJS.ProcessEnv {
  return url !== null && 'PORT' in env ? { PORT: new URL(url).port } : {};
}
