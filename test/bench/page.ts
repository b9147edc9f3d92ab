import type { Browser } from 'playwright-core';
import { withModels } from './browsed.ts';
import { type Bench, median, type Row } from './row.ts';

const MODELS = 500;
const FIGURES = 3;
const VISITS = 5;
const MOST_MS = 2_000;

/** How long the first page takes to draw 500 models in a browser that has seen nothing of it, and how much JavaScript that is. */
export const page: Bench = {
  rows: ['page-500'],
  run: () => withModels(MODELS, async (browser, url) => [await drawn(browser, url)]),
};

async function drawn(browser: Browser, url: string): Promise<Row> {
  const visits = [];
  for (let k = 0; k < VISITS; k++) visits.push(await visit(browser, url));
  const value = Math.round(median(visits.map(({ milliseconds }) => milliseconds)));
  return {
    ...{ name: 'page-500', value, unit: 'ms', goal: `<= ${MOST_MS}`, holds: value <= MOST_MS },
    slowest: Math.round(Math.max(...visits.map(({ milliseconds }) => milliseconds))),
    javascriptBytes: visits[0]?.javascriptBytes ?? 0,
  };
}

/** One visit with an empty cache: a context of its own. */
async function visit(browser: Browser, url: string): Promise<{ milliseconds: number; javascriptBytes: number }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
  const opened = await context.newPage();
  const scripts: Promise<number>[] = [];
  opened.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      scripts.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  const started = performance.now();
  await opened.goto(url, { waitUntil: 'commit' });
  await opened.waitForFunction(
    (points) => document.querySelectorAll('figure svg g[aria-label="dot"] > *').length >= points,
    MODELS * FIGURES,
    { polling: 'raf' },
  );
  const milliseconds = performance.now() - started;
  const javascriptBytes = (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0);
  await context.close();
  return { milliseconds, javascriptBytes };
}
