import type { Page } from 'playwright-core';

const REST_MS = 700;

/** Until nothing more was fetched for a while: the stream of changes keeps the network itself busy for ever. */
export async function comeToRest(page: Page): Promise<void> {
  const fetched = () => page.evaluate(() => performance.getEntriesByType('resource').length);
  for (let before = -1, now = await fetched(); now !== before; ) {
    await page.waitForTimeout(REST_MS);
    [before, now] = [now, await fetched()];
  }
}
