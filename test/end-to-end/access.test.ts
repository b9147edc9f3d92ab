import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { seriousIssues } from './accessibility.ts';
import { begun, openPage } from './browser.ts';
import type { Passband } from './passband.ts';
import { usePassbandInBrowser } from './using-passband.ts';

/** A server that wants tokens, as its people meet it in a browser: an admin gives one out, a viewer uses it. */
const ADMIN = 'the-first-admin-token-of-this-test';

let passband: Passband;
let browser: Browser;

usePassbandInBrowser(
  (started) => {
    ({ passband, browser } = started);
  },
  { env: { PASSBAND_TOKEN: ADMIN } },
);

/** A page of somebody who signed in. */
async function signedIn(token: string, route: string): Promise<{ page: Page; complaints: string[] }> {
  const opened = await openPage(browser, passband.url + route);
  await opened.page.getByLabel('Token', { exact: true }).fill(token);
  await opened.page.getByRole('button', { name: 'Sign in' }).click();
  await opened.page.getByRole('navigation').waitFor();
  await opened.page.getByLabel('Token', { exact: true }).waitFor({ state: 'detached' });
  // Before they signed in, the browser itself wrote down that they were refused.
  opened.complaints.length = 0;
  return opened;
}

describe('a server that wants tokens', () => {
  let secret = '';

  test('shows nobody a page without one, and says which token it wants', async () => {
    const { page } = await openPage(browser, `${passband.url}/models`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('Token').fill('not a token');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('The server does not know this token.').waitFor();
    await page.close();
  });

  test('lets an admin give one out on the page, shown once', async () => {
    const { page, complaints } = await signedIn(ADMIN, '/server');
    await page.getByLabel('Name').fill('a notebook');
    await page.getByRole('button', { name: 'Make a token' }).click();
    secret = await page.locator('code').filter({ hasText: /^pb_/ }).innerText();
    await page.getByRole('cell', { name: 'a notebook' }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await seriousIssues(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 800 });
    await page.reload();
    await page.getByRole('cell', { name: 'a notebook' }).waitFor();
    const revoke = await page.getByRole('button', { name: 'Revoke' }).boundingBox();
    expect((revoke?.x ?? 390) + (revoke?.width ?? 0)).toBeLessThanOrEqual(390 - 16);
    expect(await page.content()).not.toContain(secret);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('lets its holder look, and refuses what a viewer may not, in words', async () => {
    const { page } = await signedIn(secret, '/server');
    await page.getByText('You are a notebook: viewer, who reads.').waitFor();
    expect(await page.getByRole('heading', { name: 'Tokens' }).count()).toBe(0);
    const refused = await page.evaluate(async () => {
      const query =
        'mutation { importResults(input: { format: ROBUSTNETS }) { imported userErrors { message code } } }';
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) });
      return JSON.stringify(await answer.json());
    });
    expect(refused).toContain('FORBIDDEN');
    await page.close();
  });

  test('is walked by keys: ? lists them, g and d open the datasets, / finds a page by its name', async () => {
    const { page, complaints } = await signedIn(secret, '/models');
    await page.reload();
    await begun(page);
    // The first tab stop leads past the bar.
    await page.keyboard.press('Tab');
    await page.locator('a:focus', { hasText: 'Skip to the page' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('main:focus').waitFor();
    await page.getByRole('link', { name: 'Models' }).focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    expect(await seriousIssues(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // The focus goes back to where it was.
    await page.locator('nav a:focus', { hasText: 'Models' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.waitForURL('**/datasets');
    await page.keyboard.press('/');
    const field = page.getByPlaceholder('Name of a model, a dataset or a page');
    await field.fill('server');
    await page.getByRole('option', { name: 'Server and workers' }).waitFor();
    expect(await seriousIssues(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/server');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('keeps what its page showed while the server does not answer', async () => {
    const { page } = await signedIn(ADMIN, '/server');
    await page.getByRole('cell', { name: 'a notebook' }).waitFor();
    // Asked for apart.
    await page.getByRole('heading', { name: 'Runtimes' }).waitFor();
    await page.route('**/graphql', (route) => route.abort());
    await page.getByText("The server's state could not be loaded.").waitFor();
    expect(await page.getByRole('heading', { name: 'Runtimes' }).isVisible()).toBe(true);
    expect(await page.getByRole('cell', { name: 'a notebook' }).isVisible()).toBe(true);
    await page.close();
  });

  test('knows a token no more once it is revoked on the page', async () => {
    const viewer = await signedIn(secret, '/models');
    const { page } = await signedIn(ADMIN, '/server');
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('button', { name: 'Revoke a notebook now' }).click();
    await page.getByText('None was given out yet.').waitFor();
    await viewer.page.reload();
    await viewer.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await Promise.all([page.close(), viewer.page.close()]);
  });
});
