import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { readDemo } from '../../packages/demo/src/index.ts';
import { seriousIssues } from './accessibility.ts';
import { openPage } from './browser.ts';
import { type Passband, until } from './passband.ts';
import { uploadedFile } from './upload.ts';
import { usePassbandInBrowser } from './using-passband.ts';

/** Two measured networks and one that isn't, compared in a browser: chosen by suggestion, by name, by link, on the overview. */

interface Compared {
  scope: string;
  difference: { mean: number; lower: number; upper: number };
}

let passband: Passband;
let browser: Browser;
let dataset: string;
const models: Record<string, string> = {};
const measurements: Record<string, string> = {};

usePassbandInBrowser(async (started) => {
  ({ passband, browser } = started);
  const upload = await uploadedFile(passband, readDemo().dataset.file);
  const { registerDataset } = await passband.query<{ registerDataset: { dataset: { id: string } } }>(
    'mutation ($input: RegisterDatasetInput!) { registerDataset(input: $input) { dataset { id } } }',
    { input: { name: 'fashion', upload } },
  );
  dataset = registerDataset.dataset.id;
  for (const name of ['baseline, seed 0', 'mixup, seed 0', 'flip, seed 0']) models[name] = await registered(name);
  for (const name of ['baseline, seed 0', 'mixup, seed 0']) measurements[name] = await measured(name);
});

async function registered(name: string): Promise<string> {
  const network = readDemo().networks.find((candidate) => candidate.name === name);
  if (!network) throw new Error(`the demo has no ${name}`);
  const { registerModel } = await passband.query<{ registerModel: { model: { id: string } } }>(
    'mutation ($input: RegisterModelInput!) { registerModel(input: $input) { model { id } } }',
    { input: { name, upload: await uploadedFile(passband, network.file), tags: network.tags } },
  );
  return registerModel.model.id;
}

async function measured(name: string): Promise<string> {
  const { measurePathSpectrum } = await passband.query<{ measurePathSpectrum: { measurement: { id: string } } }>(
    'mutation ($input: MeasurePathSpectrumInput!) { measurePathSpectrum(input: $input) { measurement { id } } }',
    { input: { model: models[name], dataset, pairsPerGroup: 3 } },
  );
  const { id } = measurePathSpectrum.measurement;
  await until(`${name} is measured`, async () => {
    const { measurement } = await passband.query<{ measurement: { status: string } }>(
      'query ($id: ID!) { measurement(id: $id) { status } }',
      { id },
    );
    return measurement.status === 'SUCCEEDED' ? true : null;
  });
  return id;
}

const link = (...names: string[]) => `/compare?${names.map((name) => `m=${models[name]}`).join('&')}`;
const path = (page: Page) => page.url().slice(passband.url.length);
const chips = (page: Page) => page.getByRole('list', { name: 'Models' }).getByRole('link').allTextContents();
const figure = (page: Page, name: RegExp) => page.getByRole('img', { name });

async function compared(page: Page): Promise<void> {
  await page.getByRole('heading', { name: /differs most: |Does any differ/ }).waitFor();
  await page.getByRole('table').waitFor();
}

/** `−0.016 ± 0.004`, as the page prints a difference. */
function printed({ mean, lower, upper }: Compared['difference']): string {
  const sign = mean < 0 ? '−' : '+';
  return `${sign}${Math.abs(mean).toFixed(3)} ± ${((upper - lower) / 2).toFixed(3)}`;
}

describe('compare', () => {
  test('an empty page suggests what to compare, and its numbers are those of the API', async () => {
    const { page, complaints } = await openPage(browser, `${passband.url}/compare`);
    await page.getByRole('button', { name: 'What augmentation changed' }).click();
    await compared(page);
    expect(path(page)).toBe(link('baseline, seed 0', 'mixup, seed 0'));
    expect(await chips(page)).toEqual(['baseline', 'mixup']);
    const { comparisons } = await passband.query<{ comparisons: Compared[] }>(
      'query ($a: ID!, $b: [ID!]!) { comparisons(reference: $a, others: $b, estimators: [PERIODOGRAM]) { scope difference { mean lower upper } } }',
      { a: measurements['baseline, seed 0'], b: [measurements['mixup, seed 0']] },
    );
    expect(comparisons).toHaveLength(2);
    for (const { difference } of comparisons)
      await page
        .getByRole('cell', { name: printed(difference) })
        .first()
        .waitFor();
    for (const name of [/^Within class: /, /^Between classes: /, /^Within class, ratio to baseline/, /class/i])
      await figure(page, name).first().waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('by keyboard a model is added; back takes it away, forward and a reload bring it back', async () => {
    const { page, complaints } = await openPage(browser, passband.url + link('baseline, seed 0'));
    const search = page.getByRole('combobox', { name: 'Add a model' });
    await search.fill('mix');
    await page.getByRole('option', { name: 'mixup, seed 0' }).waitFor();
    await search.press('Enter');
    await compared(page);
    const both = link('baseline, seed 0', 'mixup, seed 0');
    expect(path(page)).toBe(both);
    await page.goBack();
    await page.getByRole('heading', { name: 'Compare baseline with what?' }).waitFor();
    await page.goForward();
    await compared(page);
    await page.getByRole('button', { name: 'ref: make mixup the reference' }).click();
    await until('the other is the reference', async () =>
      path(page) === link('mixup, seed 0', 'baseline, seed 0') ? true : null,
    );
    await page.getByLabel('Estimator').selectOption('MIRRORED');
    await page.getByLabel('Cutoff').fill('0.2');
    await page.getByLabel('Cutoff').press('Enter');
    await until('the cutoff is in the link', async () => (path(page).endsWith('cutoff=0.2') ? true : null));
    const { comparisons } = await passband.query<{ comparisons: Compared[] }>(
      'query ($a: ID!, $b: [ID!]!) { comparisons(reference: $a, others: $b, estimators: [MIRRORED], cutoff: 0.2) { scope difference { mean lower upper } } }',
      { a: measurements['mixup, seed 0'], b: [measurements['baseline, seed 0']] },
    );
    const ofThisCutoff = async () => {
      for (const { difference } of comparisons)
        await page
          .getByRole('cell', { name: printed(difference) })
          .first()
          .waitFor();
      await page.locator('.finding[aria-busy=false]').first().getByText('mirrored estimator').waitFor();
      return await page.locator('.finding').first().textContent();
    };
    const finding = await ofThisCutoff();
    await page.reload();
    expect(await ofThisCutoff()).toBe(finding);
    await page.getByRole('button', { name: 'Remove baseline' }).click();
    await page.getByRole('heading', { name: 'Compare mixup with what?' }).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('a model that is not measured says so and leads to the form; one that is not there is named', async () => {
    const address = `${passband.url}${link('baseline, seed 0', 'mixup, seed 0', 'flip, seed 0')}&m=nobody`;
    const { page, complaints } = await openPage(browser, address);
    await page.getByText('flip, seed 0: it has no path spectrum on fashion.').waitFor();
    await page.getByText('There is no model nobody.').waitFor();
    const href = await page.getByRole('link', { name: 'Measure it' }).getAttribute('href');
    expect(href).toBe(`/measure?model=${models['flip, seed 0']}&dataset=${dataset}`);
    await compared(page);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('a figure is walked by arrows and saved with its query and its data', async () => {
    const { page } = await openPage(browser, passband.url + link('baseline, seed 0', 'mixup, seed 0'));
    await compared(page);
    const spectra = page.getByRole('figure').filter({ has: figure(page, /^Within class: /) });
    await figure(page, /^Within class: /).focus();
    await page.keyboard.press('ArrowRight');
    await spectra.getByText(/^(baseline|mixup), at frequency 0\.00781, .*95 %: /).waitFor({ state: 'attached' });
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      spectra.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const csv = await readFile(await file.path(), 'utf8');
    expect(csv).toContain(`baseline, seed 0: ${measurements['baseline, seed 0']} of 20`);
    expect(csv).toMatch(/query ComparedSpectra.*sha256 [0-9a-f]{64}/);
    expect(csv).toMatch(/\nbaseline,0\.0078125,0\.\d+,0\.\d+,0\.\d+\n/);
    // The focus goes along with the key that shows the table, and back.
    await figure(page, /^Within class: /).focus();
    await page.keyboard.press('t');
    await page.locator('figure button:focus', { hasText: 'Figure' }).waitFor();
    await page.keyboard.press('t');
    await page.locator('figure [role=img]:focus').waitFor();
    await page.close();
  });

  test('points of the overview and a model’s page lead to it', async () => {
    const { page, complaints } = await openPage(browser, passband.url);
    const scatters = page.locator('figure [role=img][tabindex="0"]');
    await scatters.first().waitFor();
    await until('both points are added', async () => {
      for (const scatter of await scatters.all()) {
        await scatter.focus();
        for (const key of ['ArrowRight', 'Shift+Enter', 'ArrowRight', 'Shift+Enter']) await page.keyboard.press(key);
      }
      return (await page.getByRole('link', { name: /^Compare.*2 models$/ }).count()) > 0 ? true : null;
    });
    await page.getByRole('link', { name: /^Compare.*2 models$/ }).click();
    await compared(page);
    await page.goto(`${passband.url}/models/${models['mixup, seed 0']}`);
    await until('the button leads to both', async () => {
      const href = await page
        .getByRole('main')
        .getByRole('link', { name: 'Compare', exact: true })
        .getAttribute('href');
      return href === link('baseline, seed 0', 'mixup, seed 0') ? true : null;
    });
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each(['light', 'dark'] as const)('axe finds nothing serious in the %s theme', async (colorScheme) => {
    const { page, complaints } = await openPage(
      browser,
      `${passband.url}${link('baseline, seed 0', 'mixup, seed 0', 'flip, seed 0')}`,
    );
    await page.emulateMedia({ colorScheme });
    await compared(page);
    await page.getByRole('combobox', { name: 'Add a model' }).click();
    expect(await seriousIssues(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
