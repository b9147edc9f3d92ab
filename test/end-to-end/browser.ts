import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { temporaryFolder } from './passband.ts';
import { unpackChromium } from './unpack-chromium.ts';

/** The browser of an npm package, without a screen. */
export async function startBrowser(): Promise<{ browser: Browser; close(): Promise<void> }> {
  const unpacked = await unpackChromium();
  const { folder, remove } = await temporaryFolder();
  const browser = await chromium.launch({
    executablePath: path.join(unpacked, 'chromium'),
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
      FONTCONFIG_PATH: path.join(unpacked, 'fonts'),
      LD_LIBRARY_PATH: path.join(unpacked, 'al2023', 'lib'),
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
  // As long as for anything else that a busy machine is waited for.
  page.setDefaultTimeout(120_000);
  await page.goto(url, { waitUntil: 'load' });
  await begun(page);
  return { page, complaints };
}

/** Until a loaded page hears: before it has begun, keys and drops are lost, and it does not know which scheme it is in. */
export function begun(page: Page): Promise<void> {
  return page.locator('[aria-label="Colour scheme"] [aria-pressed=true]').waitFor({ state: 'attached' });
}

/**
 * What the browser says of files that the page loaded ahead and does not use. It says so seconds after they were loaded, of
 * all together: of an image, too, that is put there to know when.
 */
export async function unusedPreloads(page: Page): Promise<string[]> {
  const image = '/icon.svg?unused';
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('preloaded using link preload but not used')) complaints.push(message.text());
  });
  const complained = page.waitForEvent('console', {
    predicate: (message) => message.text().includes(image),
    timeout: 60_000,
  });
  await page.evaluate((href) => {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'image', href }));
  }, image);
  await complained;
  // Answered after whatever was said in the same moment.
  await page.evaluate(() => {});
  return [...new Set(complaints)].filter((complaint) => !complaint.includes(image));
}
