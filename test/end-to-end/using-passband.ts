import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { freePort } from '../../packages/store/src/testing/free-port.ts';
import { startBrowser } from './browser.ts';
import { temporaryDataFolder } from './data-folder.ts';
import { Passband } from './passband.ts';

type Use<Started> = (started: Started) => void | Promise<void>;
type Options = Pick<Parameters<typeof Passband.start>[0], 'env' | 'group'>;

/**
 * One server without the demo for the tests of a file, in a folder of its own whose database has its tables; it ends and the
 * folder goes with them. `use` takes it, and prepares what the tests need.
 */
export function usePassband(use: Use<{ passband: Passband; folder: string }>, options: Options = {}): void {
  let data: Awaited<ReturnType<typeof temporaryDataFolder>> | undefined;
  let passband: Passband | undefined;
  beforeAll(async () => {
    data = await temporaryDataFolder();
    passband = await Passband.start({ port: await freePort(), dataFolder: data.folder, demo: false, ...options });
    await use({ passband, folder: data.folder });
  });
  afterAll(async () => {
    await passband?.stop();
    await data?.remove();
  });
}

/** The same with a browser to look at it. */
export function usePassbandInBrowser(use: Use<{ passband: Passband; browser: Browser }>, options: Options = {}): void {
  let browsing: ReturnType<typeof startBrowser> | undefined;
  // Started while the server starts, waited for after it.
  beforeAll(() => {
    browsing = startBrowser();
    browsing.catch(() => {});
  });
  usePassband(async ({ passband }) => {
    if (browsing === undefined) throw new Error('the browser is started before the server is used');
    const { browser } = await browsing;
    await use({ passband, browser });
  }, options);
  afterAll(async () => {
    await (await browsing)?.close();
  });
}
