import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { readDemo } from '../../packages/demo/src/index.ts';
import { seriousIssues } from './accessibility.ts';
import { openPage } from './browser.ts';
import type { Passband } from './passband.ts';
import { uploadedFile } from './upload.ts';
import { usePassbandInBrowser } from './using-passband.ts';

/** Every method is started from the page, watched until it is done, and seen on its own page and on its model's. */

let passband: Passband;
let browser: Browser;
let model: string;
let dataset: string;

usePassbandInBrowser(async (started) => {
  ({ passband, browser } = started);
  const demo = readDemo();
  const [network] = demo.networks;
  if (network === undefined) throw new Error('the demo has no network');
  const registered = await passband.query<{
    registerModel: { model: { id: string } };
    registerDataset: { dataset: { id: string } };
  }>(
    `mutation ($model: RegisterModelInput!, $dataset: RegisterDatasetInput!) {
       registerModel(input: $model) { model { id } }
       registerDataset(input: $dataset) { dataset { id } }
     }`,
    {
      model: { name: network.name, tags: network.tags, upload: await uploadedFile(passband, network.file) },
      dataset: { name: 'fashion', upload: await uploadedFile(passband, demo.dataset.file) },
    },
  );
  [model, dataset] = [registered.registerModel.model.id, registered.registerDataset.dataset.id];
});

/** The form with a method's fields filled in by its address; the console must stay empty. */
async function form(fields: Record<string, string>) {
  const search = new URLSearchParams({ model, dataset, ...fields });
  return openPage(browser, `${passband.url}/measure?${search}`);
}

async function lookAtBothThemes(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousIssues(page)).toEqual([]);
  }
}

describe('a method without paths', () => {
  test('is filled in by its address, says its cost, starts with Ctrl Enter and shows its number when it is done', async () => {
    const { page, complaints } = await form({ method: 'JACOBIAN_NORM', images: '20', directionCount: '2' });
    await page.getByText('about 60 images').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: /^Jacobian norm \d+\.\d+ ± \d/ }).waitFor();
    await page.getByText(/over 20 images$/).waitFor();
    await lookAtBothThemes(page);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('is refused beside the field that is wrong, and starts once that is mended', async () => {
    const { page, complaints } = await form({
      method: 'FOURIER_HEAT_MAP',
      images: '5000',
      maximumImageFrequency: '99',
    });
    await page.getByText('images must be at most 3,000, as many as the dataset has; got 5,000').waitFor();
    await page.getByRole('button', { name: 'Start', disabled: true }).waitFor();
    await page.getByLabel('Images, at most').fill('20');
    // By the name that the field has on the page.
    const frequency = page.getByLabel('Highest image frequency');
    await frequency.fill('-1');
    await page.getByText('highest image frequency must be a number from 0; got -1').waitFor();
    await frequency.fill('2');
    // 13 cells of at most 2 cycles per image, and the images as they are.
    await page.getByText('about 280 images').waitFor();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('heading', { name: /^(Errors peak|Does any Fourier basis image)/ }).waitFor();
    await page.getByText(/^20 images a cell; error without a shift \d.*771 cells not measured\.$/).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe('a model’s page', () => {
  test('shows what was measured, and starts what was not with one click', async () => {
    const { page, complaints } = await openPage(browser, `${passband.url}/models/${model}`);
    await page.getByRole('heading', { name: /^Jacobian norm \d/ }).waitFor();
    await page.getByRole('heading', { name: /^(Errors peak|Does any Fourier basis image)/ }).waitFor();
    const row = page.getByRole('row', { name: /^Evaluation accuracy and loss/ });
    await row.getByText('3,000').waitFor();
    await row.getByRole('button', { name: 'Measure Evaluation' }).click();
    await page.getByText(/^Accuracy by class, 3,000 images$/).waitFor();
    await row.waitFor({ state: 'detached' });
    await lookAtBothThemes(page);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe('a heat map’s page', () => {
  test('is walked by arrows, cell by cell, and gives all results as a file', async () => {
    const { measurements } = await passband.query<{ measurements: { edges: { node: { id: string } }[] } }>(
      '{ measurements(filter: { method: FOURIER_HEAT_MAP }) { edges { node { id } } } }',
    );
    const id = measurements.edges[0]?.node.id;
    const { page, complaints } = await openPage(browser, `${passband.url}/measurements/${id}`);
    await page.getByRole('img', { name: /^(Errors peak|Does any Fourier basis image)/ }).focus();
    await page.keyboard.press('ArrowRight');
    // The leftmost of the measured cells: two cycles to the left of the centre.
    await page.getByText(/^i = 14, j = 12, image frequency 2\.00 cycles per image, error \d/).waitFor();
    const file = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
    const answer = await fetch(new URL(file ?? '', passband.url));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/csv')]);
    expect((await answer.text()).trim().split('\n').length).toBeGreaterThan(13);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
