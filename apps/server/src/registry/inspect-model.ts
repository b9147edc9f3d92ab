import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type ModelFacts, residentMemory } from '@passband/engine';
import { z } from 'zod';

const answer = z.union([
  z.object({ error: z.string() }),
  z.object({
    facts: z.object({
      format: z.enum(['ONNX', 'TF_SAVED_MODEL', 'TFJS_GRAPH', 'TFJS_LAYERS']),
      inputShape: z.array(z.number().int().positive().nullable()),
      inputLayout: z.enum(['NCHW', 'NHWC']),
      classCount: z.number().int().positive().nullable(),
      parameterCount: z.number().nonnegative(),
    }),
  }),
]);

const MEMORY_BYTES = 2 ** 31;
const TIME_MS = 60_000;

/** The facts of a model's file, or why it is none. */
export type InspectModel = (file: string) => Promise<{ facts: ModelFacts } | { error: string }>;

/**
 * Reads a model's file in a child process: the file comes from outside and may crash, hang or fill the memory of whoever
 * reads it. The child sees none of this process's environment, and ends with the server. What it unpacks goes into a folder
 * of its own, which is removed when it has ended, however it did.
 */
export function inspectWith(program: string, closed: AbortSignal, timeMs = TIME_MS): InspectModel {
  return async (file) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'passband-inspection-'));
    try {
      const read = await inspect({ program, closed, timeMs, folder }, file);
      return 'error' in read ? { error: withoutFolder(read.error, folder, file) } : read;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** A sentence in which what was unpacked of a file is told to be in it. */
function withoutFolder(sentence: string, folder: string, file: string): string {
  const [before = '', ...parts] = sentence.split(folder + path.sep);
  return [before, ...parts.map((part) => part.replace(/^passband-model-[^/\\]+/, () => file))].join('');
}

interface Inspection {
  program: string;
  closed: AbortSignal;
  timeMs: number;
  /** For the child's temporary files. */
  folder: string;
}

function inspect({ program, closed, timeMs, folder }: Inspection, file: string): ReturnType<InspectModel> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...loaderOf(program), '--max-old-space-size=512', program, file], {
      env: { PATH: process.env.PATH, TMPDIR: folder, TMP: folder, TEMP: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stopped: string | null = null;
    const stop = (reason: string): void => {
      stopped ??= reason;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => stop(`reading it must take at most ${timeMs / 1000} s; it took longer`), timeMs);
    const memory = setInterval(() => {
      void residentMemory(child.pid).then((bytes) => {
        if (bytes > MEMORY_BYTES) stop('reading it must take at most 2 GiB of memory; it took more');
      });
    }, 250);
    const end = (): void => stop('the server was stopped while it was read: register it again');
    closed.addEventListener('abort', end);
    if (closed.aborted) end();
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.length > 1_000_000) stop('what was read of it is too long');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err = (err + text).slice(-2_000);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      clearInterval(memory);
      closed.removeEventListener('abort', end);
      if (stopped !== null) return resolve({ error: stopped });
      const parsed = answer.safeParse(parsedJson(out));
      if (parsed.success) return resolve(parsed.data);
      if (signal !== null)
        return resolve({ error: `reading it ended with ${signal}: it is not a model that can be read` });
      reject(new Error(`${program} ended with exit code ${code} and said nothing that is known: ${err}`));
    });
  });
}

/** Where the source runs instead of a build. */
export const loaderOf = (program: string): string[] => (program.endsWith('.ts') ? ['--import', 'tsx'] : []);

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
