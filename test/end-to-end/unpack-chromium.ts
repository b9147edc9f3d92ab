import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { keyOf, madeOnce, manifestOf } from '../../packages/store/src/testing/made-once.ts';

/**
 * A folder with a browser's files: with it comes SwiftShader, a Vulkan driver that a processor runs. Unpacking takes seconds,
 * so it is done once for each version.
 */
export async function unpackChromium(): Promise<string> {
  const key = keyOf(await manifestOf(import.meta.resolve('@sparticuz/chromium'), '../../'));
  return madeOnce({ name: 'chromium', key }, async (folder, place) => {
    await unpackInto(folder);
    await writeFile(path.join(folder, 'fonts', 'fonts.conf'), fontConfiguration(place));
  });
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
