import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { unpackChromium } from './unpack-chromium.ts';

/** The browser of an npm package, without a screen. */
export async function startBrowser(): Promise<{ browser: Browser; close(): Promise<void> }> {
  const { folder, executablePath, remove } = await unpackChromium();
  await writeFile(path.join(folder, 'fonts', 'fonts.conf'), fontConfiguration(folder));
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    // Not the package's own list: it asks for one process, which ends with the first page that crashes.
    args: [
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
    env: {
      ...(process.env as Record<string, string>),
      TMPDIR: folder,
      FONTCONFIG_PATH: path.join(folder, 'fonts'),
      LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib'),
    },
  });
  return {
    browser,
    close: async () => {
      await browser.close();
      await remove();
    },
  };
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

/** A page that keeps what its console said and which errors it met. */
export async function openPage(
  browser: Browser,
  url: string,
  size = { width: 1440, height: 1000 },
): Promise<{ page: Page; complaints: string[] }> {
  // Without transitions: a colour that is on its way is neither what it was nor what it will be.
  const page = await browser.newPage({ viewport: size, reducedMotion: 'reduce' });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  await page.goto(url, { waitUntil: 'load' });
  return { page, complaints };
}
