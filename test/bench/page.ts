import type { Browser } from 'playwright-core';
import { withModels } from './browsed.ts';
import { median } from './median.ts';
import { type Bench, megabytes, type Row } from './row.ts';

/** By row: how many models, visits, and at most how many milliseconds. */
const SIZES = {
  'page-500': { models: 500, visits: 5, most: 2_000 },
  'page-10000': { models: 10_000, visits: 3, most: null },
} as const;
const FIGURES = 3;

type Name = keyof typeof SIZES;
const NAMES = Object.keys(SIZES) as Name[];

/**
 * How long the first page takes to draw its models in a browser that has seen nothing of it, how much JavaScript that is and
 * how much memory it takes.
 */
export const page: Bench = {
  rows: NAMES,
  async run(isAsked) {
    const rows: Row[] = [];
    for (const name of NAMES.filter(isAsked))
      rows.push(await withModels(SIZES[name].models, (browser, url) => drawn(browser, url, name)));
    return rows;
  },
};

async function drawn(browser: Browser, url: string, name: Name): Promise<Row> {
  const { models, visits: count, most } = SIZES[name];
  const visits = [];
  for (let k = 0; k < count; k++) visits.push(await visit(browser, url, models));
  const value = Math.round(median(visits.map(({ milliseconds }) => milliseconds)));
  return {
    ...{ name, value, unit: 'ms', goal: most && `<= ${most}`, holds: most && value <= most },
    slowest: Math.round(Math.max(...visits.map(({ milliseconds }) => milliseconds))),
    javascriptBytes: visits[0]?.javascriptBytes ?? 0,
    heapMegabytes: megabytes(Math.max(...visits.map(({ heapBytes }) => heapBytes))),
  };
}

/** One visit with an empty cache: a context of its own. */
async function visit(
  browser: Browser,
  url: string,
  models: number,
): Promise<{ milliseconds: number; javascriptBytes: number; heapBytes: number }> {
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
    models * FIGURES,
    { polling: 'raf', timeout: 120_000 },
  );
  const milliseconds = performance.now() - started;
  const javascriptBytes = (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0);
  const session = await context.newCDPSession(opened);
  const { usedSize: heapBytes } = await session.send('Runtime.getHeapUsage');
  await context.close();
  return { milliseconds, javascriptBytes, heapBytes };
}
