import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, vi } from 'vitest';
import { exitCodeOf } from '../exit-code.ts';
import { passband as program } from '../program.ts';

export const BIN = fileURLToPath(new URL('../../bin/passband.mjs', import.meta.url));
export const FIXTURES = fileURLToPath(new URL('../../../../test/reference/engine/', import.meta.url));
export const GOLDEN = fileURLToPath(new URL('../../../../test/reference/engine-golden.json', import.meta.url));
export const DATASETS = fileURLToPath(new URL('../../../../packages/datasets/fixtures/', import.meta.url));
export const NETWORK = join(FIXTURES, 'nchw-logits.onnx');
export const IMAGES = join(FIXTURES, 'colour.npz');

/** What a test file's commands write; gone after it. */
export const folder = mkdtempSync(join(tmpdir(), 'passband-cli-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
  /** What it left in its folder for temporary files. */
  left: string[];
}

/** Runs the program in this process: its own start is tested once, with `passband`. */
export async function typed(args: string[]): Promise<Ended> {
  const temporary = mkdtempSync(join(folder, 'tmp-'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = temporary;
  const texts = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      texts[name] += String(text);
      return true;
    }),
  );
  try {
    const { signal } = new AbortController();
    const code = await program(signal)
      .parseAsync(args, { from: 'user' })
      .then(
        () => 0,
        (error: unknown) => exitCodeOf(error, signal.aborted),
      );
    return { code, ...texts, left: leftIn(temporary) };
  } finally {
    for (const spy of spies) spy.mockRestore();
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** Runs the command as it is installed; `interrupted`, as soon as it has begun its work. */
export function passband(args: string[], { interrupted = false } = {}): Promise<Ended> {
  const temporary = mkdtempSync(join(folder, 'tmp-'));
  const child = spawn(process.execPath, [BIN, ...args], { env: { ...process.env, TMPDIR: temporary }, cwd: folder });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.stderr += text;
  });
  // Its folder for temporary files appears when it has begun its work.
  const watch = setInterval(() => {
    if (interrupted && leftIn(temporary).length > 0) {
      clearInterval(watch);
      child.kill('SIGINT');
    }
  }, 20);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      resolve({ code, ...texts, left: leftIn(temporary) });
    });
  });
}

function leftIn(temporary: string): string[] {
  return readdirSync(temporary).filter((name) => name.startsWith('passband-'));
}

/** The result of a run on the committed images that must end well. */
export async function resultOf(name: string, args: string[]) {
  const json = join(folder, `${name}.json`);
  const { code, stdout, stderr } = await passband([...args, '--dataset', IMAGES, '--json', json]);
  expect({ code, stderr: code ? stderr : '' }).toEqual({ code: 0, stderr: '' });
  return { stdout, ...JSON.parse(readFileSync(json, 'utf8')) };
}
