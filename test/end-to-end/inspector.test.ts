import type { Browser, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { readDemo } from '../../packages/demo/src/index.ts';
import { seriousIssues } from './accessibility.ts';
import { openPage } from './browser.ts';
import { type Passband, TooLate, until } from './passband.ts';
import { uploadedFile } from './upload.ts';
import { usePassbandInBrowser } from './using-passband.ts';

/** Paths of two measured networks are looked at in a browser: by pointer, by keys, by their address. */

let passband: Passband;
let browser: Browser;
let measured: string[];

async function registered(): Promise<string[]> {
  const demo = readDemo();
  const { registerDataset } = await passband.query<{ registerDataset: { dataset: { id: string } } }>(
    'mutation ($input: RegisterDatasetInput!) { registerDataset(input: $input) { dataset { id } } }',
    { input: { name: 'fashion', upload: await uploadedFile(passband, demo.dataset.file) } },
  );
  const ids: string[] = [];
  for (const { name, file } of demo.networks.slice(0, 2)) {
    const { registerModel } = await passband.query<{ registerModel: { model: { id: string } } }>(
      'mutation ($input: RegisterModelInput!) { registerModel(input: $input) { model { id } } }',
      { input: { name, upload: await uploadedFile(passband, file), output: 'LOGITS' } },
    );
    const { measurePathSpectrum } = await passband.query<{ measurePathSpectrum: { measurement: { id: string } } }>(
      'mutation ($input: MeasurePathSpectrumInput!) { measurePathSpectrum(input: $input) { measurement { id } } }',
      {
        input: {
          model: registerModel.model.id,
          dataset: registerDataset.dataset.id,
          pairsPerGroup: 3,
          curvesPerGroup: 2,
          classes: [0, 2, 4],
        },
      },
    );
    ids.push(measurePathSpectrum.measurement.id);
  }
  return ids;
}

async function succeeded(id: string): Promise<void> {
  await until(`${id} is measured`, async () => {
    const { measurement } = await passband.query<{ measurement: { status: string; error: string | null } }>(
      'query ($id: ID!) { measurement(id: $id) { status error } }',
      { id },
    );
    if (measurement.status === 'FAILED') throw new TooLate(measurement.error ?? 'FAILED');
    return measurement.status === 'SUCCEEDED' ? true : null;
  });
}

usePassbandInBrowser(async (started) => {
  ({ passband, browser } = started);
  measured = await registered();
  await Promise.all(measured.map(succeeded));
});

const inspector = (search = '') => `${passband.url}/measurements/${measured[0]}/paths${search}`;
const search = (page: Page) => new URLSearchParams(new URL(page.url()).search);
const finding = (page: Page) => page.locator('.finding').first().innerText();

test('a cell opens its paths, a path its pictures and curves, and the way back returns', async () => {
  const { page, complaints } = await openPage(browser, inspector('?a=0&b=4'));
  const rows = page.locator('table tbody tr');
  await until('three paths are listed', async () => ((await rows.count()) === 3 ? true : null));
  const first = await finding(page);
  expect(first).toMatch(/^The highest-frequency of the 3 paths from T-shirt\/top to Coat: /);
  await until('all pictures of the strip are there', async () =>
    (await page.locator('svg image').count()) >= 8 ? true : null,
  );
  await page.getByRole('button', { name: 'Next' }).click();
  await until('the second path is shown', async () => ((await finding(page)).startsWith('Path 2 of 3') ? true : null));
  expect(search(page).get('path')).not.toBeNull();
  await page.goBack();
  await until('the first path is back', async () => ((await finding(page)) === first ? true : null));
  expect(complaints).toEqual([]);
  await page.close();
});

test('arrow keys move the pointer by samples, and the address follows', async () => {
  const { page } = await openPage(browser, inspector('?a=0&b=4&sample=5'));
  const figure = page.getByRole('img', { name: 'Class probabilities along the path' });
  await until('the pointer stands at the sample', async () =>
    (await figure.textContent())?.includes('at 5.0 units') ? true : null,
  );
  await figure.focus();
  await page.keyboard.press('ArrowRight');
  await until('the address has the next sample', async () => (search(page).get('sample') === '6' ? true : null));
  expect(await figure.textContent()).toContain('at 6.0 units');
  await page.close();
});

test('another model stands beside it on the same two images; a path without curves says so', async () => {
  const { page } = await openPage(browser, inspector(`?a=0&b=4&beside=${measured[1]}`));
  const figure = page.getByRole('img', { name: 'Class probabilities along the path' });
  await until('both panels say where the class changes', async () =>
    ((await figure.textContent())?.match(/fraction 0\.\d{3} periodogram/g)?.length ?? 0) === 2 ? true : null,
  );
  const rows = page.locator('table tbody tr');
  const said: boolean[] = [];
  for (let k = 0; k < 3; k++) {
    await rows.nth(k).click();
    await until(`path ${k + 1} is shown`, async () =>
      k === 0 || (await finding(page)).startsWith(`Path ${k + 1} of 3`) ? true : null,
    );
    said.push((await figure.textContent())?.includes('No curves are kept of this path') ?? false);
  }
  expect(said.filter(Boolean)).toHaveLength(1);
  await page.close();
});

test('a cell is opened with the keyboard', async () => {
  const { page } = await openPage(browser, inspector('?a=0&b=4'));
  const map = page.getByRole('img', { name: 'Pairs of classes' });
  await map.locator('svg').waitFor();
  await map.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await until('the first class is chosen', async () => (search(page).get('b') === '0' ? true : null));
  await page.close();
});

test('axe-core finds nothing serious in either theme', async () => {
  const { page } = await openPage(browser, inspector('?a=0&b=4'));
  await page.locator('table tbody tr').first().waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousIssues(page)).toEqual([]);
  }
  await page.close();
});
