import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A browser's files in a folder of their own: with it comes SwiftShader, a Vulkan driver that a processor runs. */
export interface UnpackedChromium {
  folder: string;
  executablePath: string;
  remove(): Promise<void>;
}

/**
 * Unpacks the browser of an npm package, so that it runs on a bare machine. It unpacks its own libraries only where it
 * believes itself in AWS Lambda, and always into the temporary folder, which is therefore one of our own meanwhile.
 */
export async function unpackChromium(): Promise<UnpackedChromium> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'passband-browser-'));
  const before = { TMPDIR: process.env.TMPDIR, AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV };
  process.env.TMPDIR = folder;
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    const executablePath = await packaged.executablePath();
    return { folder, executablePath, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
