import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { openPage, startBrowser } from '../end-to-end/browser.ts';
import { type PageToSee, pagesOf } from '../end-to-end/pages.ts';
import { root } from '../end-to-end/passband.ts';

/** Pictures of every page of a running server, in both themes and at two widths, for people to look at. */

const LOOKS = [
  { width: 1440, colorScheme: 'light' },
  { width: 1440, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
] as const;

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4000' },
    out: { type: 'string', default: path.join(root, 'test', 'artifacts', 'screenshots') },
    page: { type: 'string', multiple: true },
  },
});

const pages = await pagesOf(values.url).catch((error: Error) => {
  throw new Error(`no server with results answers at ${values.url} (npm start; --url names another): ${error.message}`);
});
await mkdir(values.out, { recursive: true });
const { browser, close } = await startBrowser();
try {
  for (const page of pages.filter(({ name }) => values.page?.includes(name) ?? true)) await takePictures(browser, page);
} finally {
  await close();
}

async function takePictures(of: Browser, { name, route, drawn }: PageToSee): Promise<void> {
  for (const { width, colorScheme } of LOOKS) {
    const { page, complaints } = await openPage(of, values.url + route, { width, height: 1000 });
    await page.emulateMedia({ colorScheme });
    await page.locator(drawn).first().waitFor();
    // The stream of changes keeps the network busy for ever: what says that it loads is waited for instead.
    await page.waitForFunction(() => !/Loading/.test(document.body.innerText));
    const file = path.join(values.out, `${name}-${colorScheme}-${width}.png`);
    await page.screenshot({ path: file, fullPage: true });
    console.log([file, ...complaints].join('\n  '));
    await page.close();
  }
}
