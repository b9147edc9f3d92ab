import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where Python is looked for. */
export const PYTHON = process.env.PYTHON || 'python3';

/** Why a program that needs PyTorch can't run here; null where it can. */
export async function pytorchMissing(): Promise<string | null> {
  try {
    await run(PYTHON, ['-c', 'import numpy, torch']);
    return null;
  } catch (error) {
    const lines = error instanceof Error ? error.message.trim().split('\n') : [];
    return `${PYTHON} must import numpy and torch (PYTHON names another): ${lines.at(-1) ?? 'it did not'}`;
  }
}

/** The JSON that a Python program prints last. */
export async function python(...parameters: string[]): Promise<unknown> {
  const { stdout } = await run(PYTHON, parameters, { maxBuffer: 1e8 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}
