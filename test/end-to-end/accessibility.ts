import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const CONTRAST = 'color-contrast';
/** Contrasts alone differ from theme to theme, and all but they from width to width; they take half of the time. */
const ASKED = {
  everything: {},
  contrast: { runOnly: [CONTRAST] },
  'all but contrast': { rules: { [CONTRAST]: { enabled: false } } },
} satisfies Record<string, axe.RunOptions>;

/** What axe-core finds serious or critical on a page as it stands, in its theme, a line each: rule, element, what it is. */
export async function seriousIssues(page: Page, asked: keyof typeof ASKED = 'everything'): Promise<string[]> {
  // Evaluated, not added as a script: the page's own rules forbid scripts from elsewhere.
  await page.evaluate(source);
  await settled(page);
  const options: axe.RunOptions = { ...ASKED[asked], resultTypes: ['violations'] };
  const { violations } = await page.evaluate(async (options) => {
    // Of text over a gradient axe-core decides nothing: tables are asked without the shade at their edge.
    const shaded = Array.from(document.querySelectorAll<HTMLElement>('.table-scroll'));
    for (const { style } of shaded) style.backgroundImage = 'none';
    const results = await window.axe.run(document, options);
    for (const { style } of shaded) style.backgroundImage = '';
    return results;
  }, options);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}: ${help}`));
}

/** Until another scheme or width is drawn: frames tell the page of it, and it idles once figures follow. */
function settled(page: Page): Promise<void> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => requestIdleCallback(resolve));
  });
}
