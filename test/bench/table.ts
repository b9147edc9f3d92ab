import type { Browser, Page } from 'playwright-core';
import { type Frames, framesOf, withModels } from './browsed.ts';
import type { Bench, Row } from './row.ts';

const MODELS = 5_000;
const SCROLLED_MS = 5_000;
const WHEEL_MS = 16;
const MOST_FRAME_MS = 50;

/** How evenly the models page scrolls through 5,000 rows, and how soon it shows, sorts and filters them. */
export const table: Bench = {
  rows: ['table-5000'],
  run: () => withModels(MODELS, async (browser, url) => [await scrolled(browser, url)]),
};

async function scrolled(browser: Browser, url: string): Promise<Row> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  const started = performance.now();
  await page.goto(`${url}/models`, { waitUntil: 'commit' });
  await page.waitForSelector('tbody tr[aria-rowindex]');
  const shownMs = Math.round(performance.now() - started);
  await page.waitForLoadState('networkidle');
  const wheel = await framesOf(page, () => wheeled(page), isBlank);
  const end = await page.evaluate(isBlank);
  const lastRow = await page.locator('tbody tr[aria-rowindex]').last().getAttribute('aria-rowindex');
  const sortedMs = await untilFirstRowChanges(page, () => page.getByRole('button', { name: 'Within' }).click());
  const typing = await framesOf(page, () => page.locator('#filter').pressSequentially('name ~ net3', { delay: 80 }));
  return row(wheel, end || lastRow !== String(MODELS + 1), { shownMs, sortedMs, longestTyping: typing.longest });
}

function row(wheel: Frames, isCut: boolean, details: Record<string, number>): Row {
  const { p95, middle, longest, wanting, count } = wheel;
  const holds = p95 <= MOST_FRAME_MS && !isCut;
  return {
    ...{ name: 'table-5000', value: p95, unit: 'ms', goal: `<= ${MOST_FRAME_MS}`, holds },
    ...{ middle, longest, frames: count, blankFrames: wanting },
    ...details,
  };
}

/** From the top of the page to its end. */
async function wheeled(page: Page): Promise<void> {
  await page.mouse.move(700, 600);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const step = height / (SCROLLED_MS / WHEEL_MS);
  const started = performance.now();
  for (let k = 0; k * WHEEL_MS < SCROLLED_MS; k++) {
    await page.mouse.wheel(0, step);
    const early = started + k * WHEEL_MS - performance.now();
    if (early > 0) await page.waitForTimeout(early);
  }
}

/** Whether a place in the table that is in sight has no row. */
function isBlank(): boolean {
  return [300, 500, 700, 900].some((y) => {
    const row = document.elementFromPoint(700, y)?.closest('tbody tr');
    return row !== null && row !== undefined && !row.hasAttribute('aria-rowindex');
  });
}

async function untilFirstRowChanges(page: Page, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => window.scrollTo(0, 0));
  const first = page.locator('tbody tr[aria-rowindex="2"] a');
  const before = await first.textContent();
  const started = performance.now();
  await act();
  await page.waitForFunction(
    (text) => document.querySelector('tbody tr[aria-rowindex="2"] a')?.textContent !== text,
    before,
    { polling: 'raf' },
  );
  return Math.round(performance.now() - started);
}
