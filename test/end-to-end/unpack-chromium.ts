import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/**
 * A folder with a browser's files: with it comes SwiftShader, a Vulkan driver that a processor runs. Unpacking takes seconds,
 * so it is done once for each version, under a name of its own first, so that a half unpacked one is never seen.
 */
export async function unpackChromium(): Promise<string> {
  const folder = path.join(os.tmpdir(), `passband-test-chromium-${await versionKey()}-${os.userInfo().uid}`);
  if (existsSync(path.join(folder, 'chromium'))) return folder;
  const made = await mkdtemp(path.join(os.tmpdir(), 'passband-test-chromium-new-'));
  try {
    await unpackInto(made);
    await writeFile(path.join(made, 'fonts', 'fonts.conf'), fontConfiguration(folder));
    await rename(made, folder);
  } catch (error) {
    await rm(made, { recursive: true, force: true });
    // Another unpacked it meanwhile.
    if (!existsSync(path.join(folder, 'chromium'))) throw error;
  }
  return folder;
}

/**
 * The browser of an npm package runs on a bare machine. It unpacks its own libraries only where it believes itself in AWS
 * Lambda, and always into the temporary folder, which is therefore another one meanwhile.
 */
async function unpackInto(folder: string): Promise<void> {
  const before = { TMPDIR: process.env.TMPDIR, AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV };
  process.env.TMPDIR = folder;
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    await packaged.executablePath();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

async function versionKey(): Promise<string> {
  const entry = new URL(import.meta.resolve('@sparticuz/chromium'));
  const manifest = await readFile(new URL('../../package.json', entry), 'utf8');
  return createHash('sha256').update(manifest).digest('hex').slice(0, 12);
}

/** The package's own names /tmp/fonts, whatever the temporary folder is; a page without any font crashes. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, 'fonts', 'fonts')}</dir>
  <cachedir>${path.join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}
