import type { Browser, Page } from 'playwright-core';
import { freePort } from '../../packages/store/src/testing/free-port.ts';
import { startBrowser } from '../end-to-end/browser.ts';
import { Passband } from '../end-to-end/passband.ts';
import { uploadedFile } from '../end-to-end/upload.ts';
import { manyModels } from './served-data.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

/** A browser, and a server that has so many imported models. Both end with `use`. */
export function withModels<T>(count: number, use: (browser: Browser, url: string) => Promise<T>): Promise<T> {
  return inTemporaryFolder(async (dataFolder) => {
    const port = await freePort();
    const [passband, browsing] = await Promise.all([Passband.start({ port, dataFolder, demo: false }), startBrowser()]);
    try {
      const upload = await uploadedFile(passband, await manyModels(dataFolder, count));
      await passband.query('mutation ($input: ImportResultsInput!) { importResults(input: $input) { imported } }', {
        input: { format: 'ROBUSTNETS', upload },
      });
      return await use(browsing.browser, passband.url);
    } finally {
      await browsing.close();
      await passband.stop();
    }
  });
}

/** How long the frames of a page took while something was done to it, in milliseconds. */
export interface Frames {
  middle: number;
  p95: number;
  longest: number;
  /** Frames in which `look` found the page wanting. */
  wanting: number;
  count: number;
}

/** The frames from now until `act` is over. `look` runs in the page once a frame, by itself, and says whether something is missing. */
export async function framesOf(
  page: Page,
  act: () => Promise<unknown>,
  look: () => boolean = () => false,
): Promise<Frames> {
  await page.evaluate(
    `globalThis.frames = { times: [], wanting: 0, going: true };
    (() => {
      const look = ${look};
      let before = performance.now();
      const frame = (now) => {
        if (!frames.going) return;
        frames.times.push(now - before);
        before = now;
        if (look()) frames.wanting++;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame((now) => { before = now; requestAnimationFrame(frame); });
    })()`,
  );
  await act();
  const { times, wanting } = await page.evaluate<{ times: number[]; wanting: number }>(
    'frames.going = false, { times: frames.times, wanting: frames.wanting }',
  );
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return { middle: at(0.5), p95: at(0.95), longest: at(1), wanting, count: sorted.length };
}
