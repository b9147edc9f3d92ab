import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openPage } from './browser.ts';
import { descendants, held, lives, type Passband, root, until } from './passband.ts';
import { registerDataset, registerModel } from './registered.ts';
import { usePassbandInBrowser } from './using-passband.ts';

/** A measurement that runs, watched in two tabs while the server dies under them; another that runs when all is stopped. */

const demo = (name: string) => path.join(root, 'packages', 'demo', 'data', name);

let passband: Passband;
let browser: Browser;
let on: { model: string | undefined; dataset: string | undefined };
let measurement: string;

usePassbandInBrowser(
  async (started) => {
    ({ passband, browser } = started);
    const { model } = await registerModel(passband, 'baseline', demo('networks/baseline-seed-0.onnx'));
    const { dataset } = await registerDataset(passband, 'images', demo('fashion-mnist-sample.npz'));
    on = { model: model?.id, dataset: dataset?.id };
    measurement = await start(25);
  },
  { group: true },
);

async function start(pairsPerGroup: number): Promise<string> {
  const { measurePathSpectrum } = await passband.query<{ measurePathSpectrum: { measurement: { id: string } } }>(
    'mutation ($input: MeasurePathSpectrumInput!) { measurePathSpectrum(input: $input) { measurement { id } userErrors { message } } }',
    { input: { ...on, pairsPerGroup } },
  );
  return measurePathSpectrum.measurement.id;
}

const keyNumbers = (page: Page): Promise<string[]> => page.locator('.key-number').allInnerTexts();

describe('a running measurement in two tabs', () => {
  test('survives the death of the server: both tabs say so, come back by themselves and agree on how it ended', async () => {
    // However fast the machine is, it runs while the tabs open, and its server is away for as long as they take to say so.
    const goOn = await held(passband.pid);
    const tabs = await Promise.all(
      ['first', 'second'].map(() => openPage(browser, `${passband.url}/measurements/${measurement}`)),
    );
    await Promise.all(tabs.map(({ page }) => page.getByRole('progressbar').waitFor()));
    const server = (await descendants(passband.pid)).find(({ command }) => /server\/dist\/main\.js/.test(command));
    if (!server) throw new Error('the server runs in a process of its own; there is none');
    const lost = (page: Page) => page.getByText(/^Connection lost/);
    process.kill(passband.pid, 'SIGSTOP');
    try {
      process.kill(server.pid, 'SIGKILL');
      await Promise.all(tabs.map(({ page }) => lost(page).waitFor()));
    } finally {
      process.kill(passband.pid, 'SIGCONT');
      goOn();
    }
    await Promise.all(tabs.map(({ page }) => lost(page).waitFor({ state: 'detached' })));
    await Promise.all(
      tabs.map(({ page }) => page.locator('[data-status=SUCCEEDED]').first().waitFor({ timeout: 240_000 })),
    );
    const { measurement: ended } = await passband.query<{
      measurement: { status: string; within: { mean: number } };
    }>(
      'query ($id: ID!) { measurement(id: $id) { status ... on PathSpectrumMeasurement { within: highFrequencyFraction(scope: WITHIN_CLASS) { mean } } } }',
      { id: measurement },
    );
    expect(ended.status).toBe('SUCCEEDED');
    for (const { page } of tabs)
      await expect
        .poll(async () => (await keyNumbers(page)).join(' '), { timeout: 20_000 })
        .toContain(ended.within.mean.toFixed(3));
    const [first, second] = await Promise.all(tabs.map(({ page }) => keyNumbers(page)));
    expect(first).toEqual(second);
    expect(tabs.flatMap(({ complaints }) => complaints.filter((text) => text.startsWith('uncaught')))).toEqual([]);
    await Promise.all(tabs.map(({ page }) => page.close()));
  });
});

test('Ctrl-C in the middle of a measurement stops all in order: nothing is started again, nobody misses another', async () => {
  const id = await start(100);
  await until('a worker has it', async () => {
    const { measurement } = await passband.query<{ measurement: { status: string } }>(
      'query ($id: ID!) { measurement(id: $id) { status } }',
      { id },
    );
    return measurement.status === 'RUNNING' ? true : null;
  });
  const programs = await descendants(passband.pid);
  const before = passband.output.length;
  const { exitCode, milliseconds } = await passband.interrupt();
  expect(passband.output.slice(before).trim()).toBe('passband: stopping');
  expect(exitCode).toBe(0);
  expect(milliseconds).toBeLessThan(10_000);
  expect(programs.filter(({ pid }) => lives(pid))).toEqual([]);
});
