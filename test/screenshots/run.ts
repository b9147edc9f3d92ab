import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { openPage, startBrowser } from '../end-to-end/browser.ts';
import { type PageToSee, pagesOf } from '../end-to-end/pages.ts';
import { root } from '../end-to-end/passband.ts';
import { comeToRest } from './rest.ts';

/** Pictures of every page of a running server, in both themes and at two widths, for people to look at. */

const LOOKS = [
  { width: 1440, colorScheme: 'light' },
  { width: 1440, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
] as const;

interface Picture {
  width?: number;
  colorScheme?: 'light' | 'dark';
  fullPage?: boolean;
  file?: string;
}

const inDocumentation = (name: string): string => path.join(root, 'docs', 'images', `${name}.png`);

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4000' },
    out: { type: 'string', default: path.join(root, 'test', 'artifacts', 'screenshots') },
    page: { type: 'string', multiple: true },
    /** Those of the README, in its folder, and nothing else. */
    documentation: { type: 'boolean', default: false },
  },
});
const DOCUMENTED = ['overview', 'paths'];

const pages = await pagesOf(values.url).catch((error: Error) => {
  throw new Error(`no server with results answers at ${values.url} (npm start; --url names another): ${error.message}`);
});
await mkdir(values.out, { recursive: true });
const { browser, close } = await startBrowser();
const wanted = values.documentation ? DOCUMENTED : values.page;
try {
  for (const page of pages.filter(({ name }) => wanted?.includes(name) ?? true))
    await (values.documentation ? takePicture(browser, page) : takePictures(browser, page));
} finally {
  await close();
}

async function takePictures(of: Browser, page: PageToSee): Promise<void> {
  for (const look of LOOKS) {
    const file = path.join(values.out, `${page.name}-${look.colorScheme}-${look.width}.png`);
    await takePicture(of, page, { ...look, file, fullPage: true });
  }
}

/** What stands on the page when everything that is in sight has come. */
async function takePicture(
  of: Browser,
  { name, route, drawn }: PageToSee,
  { width = 1440, colorScheme = 'light', fullPage = false, file = inDocumentation(name) }: Picture = {},
): Promise<void> {
  const { page, complaints } = await openPage(of, values.url + route, { width, height: 1000 });
  await page.emulateMedia({ colorScheme });
  await page.locator(drawn).first().waitFor();
  await page.waitForFunction(() => !/Loading/.test(document.body.innerText));
  await comeToRest(page);
  await writeFile(file, await small(await page.screenshot({ fullPage })));
  console.log([file, ...complaints].join('\n  '));
  await page.close();
}

/** The same in 256 colours: a page has hardly more, and a file is a third of the size. */
function small(png: Buffer): Promise<Buffer> {
  return sharp(png).png({ palette: true, effort: 10 }).toBuffer();
}
