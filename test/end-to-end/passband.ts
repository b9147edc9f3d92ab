import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export async function temporaryFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'passband-test-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** What was waited for can't come any more: `until` passes it on at once. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

/** Asking again takes a server's time from what is waited for: the longer that takes, the less often. */
const pauseMs = (waitedMs: number): number => Math.min(400, 50 + waitedMs / 20);

/** Waits until `attempt` gives something other than null or undefined; names what was waited for when it doesn't. */
export async function until<T>(
  what: string,
  attempt: () => Promise<T | null | undefined>,
  withinMs = 120_000,
): Promise<T> {
  const began = Date.now();
  let last: unknown;
  while (Date.now() < began + withinMs) {
    try {
      const got = await attempt();
      if (got !== null && got !== undefined) return got;
    } catch (error) {
      if (error instanceof TooLate) throw error;
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs(Date.now() - began)));
  }
  throw new Error(`${what}: not within ${withinMs} ms${last instanceof Error ? `; last: ${last.message}` : ''}`);
}

/** What `npm start` runs after the build. */
export class Passband {
  readonly url: string;
  output = '';
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.url = `http://127.0.0.1:${port}`;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (this.output += String(data)));
  }

  static async start(options: {
    port: number;
    dataFolder: string;
    demo: boolean | 'quick';
    worker?: boolean;
    env?: Record<string, string>;
    /** Whether it is a process group of its own, which `interrupt` needs. */
    group?: boolean;
  }): Promise<Passband> {
    // Servers that live for a minute need no optimised WebAssembly.
    const program = ['--liftoff-only', 'apps/server/dist/launch.js'];
    const arguments_ = [
      ...program,
      ...demoArguments(options.demo),
      ...(options.worker === false ? ['--no-worker'] : []),
    ];
    const child = spawn(process.execPath, arguments_, {
      cwd: root,
      env: {
        ...withoutSettings(process.env),
        PASSBAND_PORT: String(options.port),
        PASSBAND_DATA_DIR: options.dataFolder,
        PASSBAND_LOG_LEVEL: 'warn',
        PASSBAND_WORKER_CACHE_DIR: path.join(options.dataFolder, 'worker-cache'),
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: options.group === true,
    });
    const passband = new Passband(child, options.port);
    await until('Passband says where it is', async () => {
      if (child.exitCode !== null) return true;
      return passband.output.includes('Passband is at') ? true : null;
    });
    return passband;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  /** Sends a signal to the started program and waits for its end. Returns how long that took. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<{ exitCode: number | null; milliseconds: number }> {
    return this.#ended('exit', () => this.#child.kill(signal));
  }

  /** Ctrl-C, which a terminal sends to the whole process group. Waits for all that it writes. */
  interrupt(): Promise<{ exitCode: number | null; milliseconds: number }> {
    return this.#ended('close', () => process.kill(-this.pid, 'SIGINT'));
  }

  async #ended(event: 'exit' | 'close', ask: () => void): Promise<{ exitCode: number | null; milliseconds: number }> {
    const started = Date.now();
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      ask();
      await once(this.#child, event);
    }
    return { exitCode: this.#child.exitCode, milliseconds: Date.now() - started };
  }

  query<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    return ask(this.url, query, variables);
  }
}

function demoArguments(demo: boolean | 'quick'): string[] {
  if (demo === 'quick') return ['--quick-demo'];
  return demo ? [] : ['--no-demo'];
}

/** What a server answers to a query that must be right. */
export async function ask<T>(url: string, query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as { data?: T; errors?: { message: string }[] };
  if (body.errors || !body.data)
    throw new Error(body.errors?.map(({ message }) => message).join('; ') ?? `HTTP ${response.status}`);
  return body.data;
}

/** Settings of whoever runs the tests are not the tests'. */
export function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('PASSBAND_') && name !== 'DATABASE_URL'),
  );
}

/** The processes below a process, by what they run. From /proc where there is one: a bare machine may have no `ps`. */
export async function descendants(pid: number): Promise<{ pid: number; command: string }[]> {
  const rows = existsSync('/proc/self/stat') ? await processesOfProc() : processesOfPs();
  const below = (parent: number): { pid: number; command: string }[] =>
    rows
      .filter((row) => row.parent === parent)
      .flatMap((row) => [{ pid: row.pid, command: row.command }, ...below(row.pid)]);
  return below(pid);
}

/** Stops the process that evaluates networks, below another one, until the returned function is called. */
export async function held(pid: number): Promise<() => void> {
  const evaluating = await until('a process evaluates networks', async () => {
    const found = (await descendants(pid)).filter(({ command }) => command.includes('worker/dist/evaluate.js'));
    return found.length > 0 ? found : null;
  });
  for (const { pid } of evaluating) process.kill(pid, 'SIGSTOP');
  return () => {
    for (const { pid } of evaluating) if (lives(pid)) process.kill(pid, 'SIGCONT');
  };
}

interface ProcessRow {
  pid: number;
  parent: number;
  command: string;
}

async function processesOfProc(): Promise<ProcessRow[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const rows = await Promise.all(
    names.map(async (name) => {
      const [state, command] = await Promise.all(
        ['stat', 'cmdline'].map((file) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '')),
      );
      // The name in brackets may hold anything; the parent is the second field behind it.
      const parent = Number(state?.slice(state.lastIndexOf(')') + 2).split(' ')[1]);
      return { pid: Number(name), parent, command: (command ?? '').replaceAll('\0', ' ').trim() };
    }),
  );
  return rows.filter(({ parent }) => Number.isInteger(parent));
}

function processesOfPs(): ProcessRow[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().match(/^(\d+)\s+(\d+)\s+(.*)$/))
    .flatMap((match) => (match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3] ?? '' }] : []));
}

/** Whether a process is there and has not ended; one that ended and that nobody asked about yet does not live. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (!existsSync('/proc/self/stat')) return true;
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return state[state.lastIndexOf(')') + 2] !== 'Z';
  } catch {
    return false;
  }
}
