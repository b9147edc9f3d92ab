import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDemo } from '../../packages/demo/src/index.ts';
import { freePort } from '../../packages/store/src/testing/free-port.ts';
import { seriousIssues } from './accessibility.ts';
import { openPage, startBrowser, unusedPreloads } from './browser.ts';
import { temporaryDataFolder } from './data-folder.ts';
import { type PageToSee, pagesOf } from './pages.ts';
import { descendants, held, lives, Passband, root, temporaryFolder, until } from './passband.ts';

/**
 * The product as its user meets it: `npm start` with the demo, looked at in a browser while it measures, its processes
 * killed one after another, stopped and started again. One long story, since a second start needs the first.
 */

/** Networks that the demo trains: at two frequencies, and without a wave. */
const SWEEP = 3;
/** Its networks, and those of two seeds, which the quick one has. */
const ALL = readDemo().networks.length;
const QUICK = (2 / 3) * ALL;

interface Points {
  modelPoints: {
    models: { id: string; name: string }[];
    metrics: { name: string; values: string; lower: string; upper: string }[];
  };
}
const POINTS = `query { modelPoints(metrics: ["accuracy", "highFrequencyFraction.within", "highFrequencyFraction.between"]) {
  models { id name } metrics { name values lower upper } } }`;

function floats(packed: string): Float32Array {
  return new Float32Array(new Uint8Array(Buffer.from(packed, 'base64')).buffer);
}

/** Finite values of a metric, by model. */
async function measured(passband: Passband, metric: string): Promise<Map<string, number>> {
  const { modelPoints } = await passband.query<Points>(POINTS);
  const values = floats(modelPoints.metrics.find(({ name }) => name === metric)?.values ?? '');
  return new Map(
    modelPoints.models.flatMap(({ name }, k) => (Number.isFinite(values[k]) ? [[name, values[k] ?? 0]] : [])),
  );
}

async function unfinished(passband: Passband): Promise<number> {
  const { measurements } = await passband.query<{ measurements: { totalCount: number } }>(
    'query { measurements(first: 1, filter: { statuses: [QUEUED, RUNNING] }) { totalCount } }',
  );
  return measurements.totalCount;
}

/** The measurement that was started last. */
async function newest(passband: Passband): Promise<{ id: string; status: string }> {
  const { measurements } = await passband.query<{
    measurements: { edges: { node: { id: string; status: string } }[] };
  }>('query { measurements(first: 1) { edges { node { id status } } } }');
  const node = measurements.edges[0]?.node;
  if (!node) throw new Error('there is no measurement');
  return node;
}

async function drawn(page: Page, { drawn }: PageToSee): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator(drawn).first().waitFor();
}

/** By how many pixels a page is wider than its window, and figures that are drawn wider or narrower than their places. */
function misplaced(page: Page): Promise<{ sideways: number; misfits: string[] }> {
  return page.evaluate(() => {
    const figures = Array.from(document.querySelectorAll('figure [role=img] svg'));
    const misfits = figures.flatMap((drawn) => {
      const place = drawn.closest('[role=img]')?.getBoundingClientRect().width ?? 0;
      const width = Number(drawn.getAttribute('width'));
      return Math.abs(place - width) <= 1 ? [] : [`drawn ${width} px wide where there are ${place}`];
    });
    return { sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth, misfits };
  });
}

let data: Awaited<ReturnType<typeof temporaryFolder>>;
let port: number;
let passband: Passband;
let browsing: Awaited<ReturnType<typeof startBrowser>>;
let browser: Browser;
const artifacts = path.join(root, 'test', 'artifacts');

beforeAll(async () => {
  await mkdir(artifacts, { recursive: true });
  data = await temporaryFolder();
  port = await freePort();
  [passband, browsing] = await Promise.all([
    Passband.start({ port, dataFolder: data.folder, demo: 'quick' }),
    startBrowser(),
  ]);
  browser = browsing.browser;
});
afterAll(async () => {
  await browsing?.close();
  await passband?.stop();
  await data?.remove();
});

describe('npm start with the demo', () => {
  test('says where it is', () => {
    expect(passband.output).toContain(`Passband is at http://127.0.0.1:${port}`);
  });

  test('the overview opens at once and draws the first networks while others are still measured', async () => {
    const { page, complaints } = await openPage(browser, passband.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await until('a first network is measured', async () =>
      (await measured(passband, 'highFrequencyFraction.within')).size >= 2 ? true : null,
    );
    expect(await unfinished(passband)).toBeGreaterThan(0);
    await until('its point is on the page without reloading', async () =>
      (await page.locator('svg circle').count()) > 0 ? true : null,
    );
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each(['worker', 'server', 'dashboard'])(
    'a killed %s is started again and loses no acknowledged result',
    async (name) => {
      const before = await measured(passband, 'highFrequencyFraction.within');
      const programs: Record<string, RegExp> = {
        worker: /worker\/dist\/main\.js/,
        server: /server\/dist\/main\.js/,
        dashboard: /dashboard\/server\.mjs/,
      };
      const victim = (await descendants(passband.pid)).find(({ command }) => programs[name]?.test(command));
      if (!victim) throw new Error(`no ${name} among the processes`);
      process.kill(victim.pid, 'SIGKILL');
      await until(`another ${name} runs`, async () =>
        (await descendants(passband.pid)).some(
          ({ pid, command }) => pid !== victim.pid && programs[name]?.test(command),
        )
          ? true
          : null,
      );
      const after = await until('it answers', () => measured(passband, 'highFrequencyFraction.within'));
      for (const [model, value] of before) expect(after.get(model)).toBe(value);
      await until('pages answer', async () => ((await fetch(passband.url)).ok ? true : null));
    },
  );

  test('killed as a whole and started again it goes on with the same data', async () => {
    const before = await measured(passband, 'highFrequencyFraction.within');
    const programs = await descendants(passband.pid);
    await passband.stop('SIGKILL');
    await until('its programs notice and end', async () => (programs.some(({ pid }) => lives(pid)) ? null : true));
    passband = await Passband.start({ port, dataFolder: data.folder, demo: 'quick' });
    const after = await measured(passband, 'highFrequencyFraction.within');
    for (const [model, value] of before) expect(after.get(model)).toBe(value);
  });

  test('every demo network is measured, none is stuck or failed', async () => {
    await until(
      'every network is registered and nothing waits',
      async () => {
        const { models } = await passband.query<{ models: { totalCount: number } }>(
          'query { models(first: 1) { totalCount } }',
        );
        return models.totalCount === QUICK + SWEEP && (await unfinished(passband)) === 0 ? true : null;
      },
      600_000,
    );
    const { measurements } = await passband.query<{
      measurements: { totalCount: number; edges: { node: { error: string } }[] };
    }>(
      'query { measurements(first: 5, filter: { statuses: [FAILED, CANCELLED] }) { totalCount edges { node { error } } } }',
    );
    expect(measurements.edges.map(({ node }) => node.error)).toEqual([]);
    expect((await measured(passband, 'highFrequencyFraction.within')).size).toBe(QUICK);
    expect((await measured(passband, 'accuracy')).size).toBe(QUICK);
  }, 700_000);

  test('the demo network that is trained at a low frequency follows its wave, and at a high one does not', async () => {
    const { measurements } = await passband.query<{
      measurements: { edges: { node: { frequency: number; maximumWaveFitting: number } }[] };
    }>(
      'query { measurements(first: 5, filter: { method: NOISE_FITTING }) { edges { node { ... on NoiseFittingMeasurement { frequency maximumWaveFitting } } } } }',
    );
    const followed = new Map(measurements.edges.map(({ node }) => [node.frequency, node.maximumWaveFitting]));
    expect([...followed.keys()].sort()).toEqual([0, 0.03, 0.3]);
    expect(followed.get(0.03)).toBeGreaterThan(0.02);
    expect(followed.get(0.3)).toBeLessThan(0.01);
    expect(followed.get(0)).toBeCloseTo(0, 12);
  });

  test('over the demo networks, accuracy and the within-class fraction correlate below -0.7', async () => {
    const { correlation } = await passband.query<{
      correlation: { count: number; pearson: { value: number; upper: number } };
    }>(
      'query { correlation(x: "accuracy", y: "highFrequencyFraction.within") { count pearson { value lower upper } } }',
    );
    expect(correlation.count).toBeGreaterThanOrEqual(20);
    expect(correlation.pearson.value).toBeLessThan(-0.7);
  });

  test('every page opens with a heading, without a word in the console and with nothing that axe-core finds serious, dark and light, wide and narrow', async () => {
    for (const seen of await pagesOf(passband.url))
      for (const [width, looks] of [
        [
          1440,
          [
            ['light', 'everything'],
            ['dark', 'contrast'],
          ],
        ],
        [390, [['light', 'all but contrast']]],
      ] as const) {
        const { page, complaints } = await openPage(browser, passband.url + seen.route, { width, height: 1000 });
        for (const [scheme, asked] of looks) {
          const { name } = seen;
          await page.emulateMedia({ colorScheme: scheme });
          if (scheme === 'dark') await page.reload({ waitUntil: 'load' });
          await drawn(page, seen);
          const inaccessible = await seriousIssues(page, asked);
          const { sideways, misfits } = await misplaced(page);
          const wide = sideways === 0 ? [] : [`${sideways} px wider than its window`];
          const found = [...complaints, ...inaccessible, ...misfits, ...wide];
          if (found.length > 0)
            await page.screenshot({ path: path.join(artifacts, `${name}-${scheme}-${width}.png`), fullPage: true });
          expect({ name, scheme, width, found }).toEqual({ name, scheme, width, found: [] });
        }
        await page.close();
      }
  });

  test('every page that is left open uses all that was loaded ahead, which browsers look at seconds later', async () => {
    const looked = (await pagesOf(passband.url)).map(async (seen) => {
      const { page } = await openPage(browser, passband.url + seen.route);
      await drawn(page, seen);
      const unused = await unusedPreloads(page);
      await page.close();
      return unused.map((complaint) => `${seen.name}: ${complaint}`);
    });
    expect((await Promise.all(looked)).flat()).toEqual([]);
  });

  test('a measurement started from the page runs to its end there', async () => {
    const before = await newest(passband);
    const { page, complaints } = await openPage(browser, `${passband.url}/measure?pairsPerGroup=5&seed=11`);
    await page.getByRole('button', { name: /^Start/ }).click();
    const started = await until('it is started', async () => {
      const latest = await newest(passband);
      return latest.id === before.id ? null : latest;
    });
    await until('it has succeeded', async () => ((await newest(passband)).status === 'SUCCEEDED' ? true : null));
    await page.locator(`a[href*="${started.id}"]`).first().waitFor();
    await page.getByText('seed 11').first().waitFor();
    await page.getByText('from 50 paths').first().waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('a measurement cancelled from the page is cancelled, says that it is partial, and can be retried', async () => {
    const { page, complaints } = await openPage(browser, `${passband.url}/measure?pairsPerGroup=20&seed=12`);
    const before = await newest(passband);
    // However fast the machine is, it runs until it is cancelled.
    const goOn = await held(passband.pid);
    try {
      await page.getByRole('button', { name: /^Start/ }).click();
      await until('it runs', async () => {
        const latest = await newest(passband);
        return latest.id !== before.id && latest.status === 'RUNNING' ? true : null;
      });
      await page
        .getByRole('button', { name: /^Cancel/ })
        .first()
        .click();
      await until('it is cancelled', async () => ((await newest(passband)).status === 'CANCELLED' ? true : null));
      await page
        .getByText(/^Cancelled/)
        .first()
        .waitFor();
    } finally {
      goOn();
    }
    await page
      .getByRole('button', { name: /^Retry/ })
      .first()
      .click();
    await until('it goes on and ends', async () => ((await newest(passband)).status === 'SUCCEEDED' ? true : null));
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('Ctrl-C or SIGTERM stops everything it started within 10 s', async () => {
    const programs = await descendants(passband.pid);
    expect(programs.length).toBeGreaterThanOrEqual(3);
    const { exitCode, milliseconds } = await passband.stop('SIGTERM');
    expect(exitCode).toBe(0);
    expect(milliseconds).toBeLessThan(10_000);
    await until(
      'every process of it is gone',
      async () => (programs.some(({ pid }) => lives(pid)) ? null : true),
      3_000,
    );
  });

  test('a second start has everything at once and measures nothing again', async () => {
    passband = await Passband.start({ port, dataFolder: data.folder, demo: 'quick' });
    expect((await measured(passband, 'accuracy')).size).toBeGreaterThanOrEqual(20);
    expect(await unfinished(passband)).toBe(0);
  });

  test('a start with the whole demo measures those networks once more, and the others, as a person would', async () => {
    await passband.stop();
    // Nobody does it here: what waits is counted.
    passband = await Passband.start({ port, dataFolder: data.folder, demo: true, worker: false });
    await until('all of it waits', async () => {
      const { models } = await passband.query<{ models: { totalCount: number } }>('{ models { totalCount } }');
      return models.totalCount === ALL + 2 * SWEEP ? true : null;
    });
    const { latest } = await passband.query<{ latest: { edges: { node: { pairsPerGroup: number } }[] } }>(
      '{ latest: measurements(first: 1, filter: { method: PATH_SPECTRUM }) { edges { node { ... on PathSpectrumMeasurement { pairsPerGroup } } } } }',
    );
    expect(latest.edges).toEqual([{ node: { pairsPerGroup: 20 } }]);
    // The networks of the third seed have not been evaluated yet.
    expect(await unfinished(passband)).toBe(ALL + (ALL - QUICK) + SWEEP);
  });
});

describe('what cannot start says so in a line', () => {
  test('a taken port', async () => {
    const other = await temporaryDataFolder();
    const second = await Passband.start({ port, dataFolder: other.folder, demo: false });
    await until('it ends', async () => second.exitCode);
    expect(second.exitCode).toBe(1);
    expect(second.output).toMatch(new RegExp(`PASSBAND_PORT.*${port}.*taken`));
    await other.remove();
  });

  test('a data folder in use, with the process that holds it', async () => {
    const second = await Passband.start({ port: await freePort(), dataFolder: data.folder, demo: false });
    await until('it ends', async () => second.exitCode);
    expect(second.exitCode).toBe(1);
    const server = (await descendants(passband.pid)).find(({ command }) => command.includes('server/dist/main.js'));
    expect(second.output).toContain(String(server?.pid));
  });

  test('a data folder that cannot be made', async () => {
    const second = await Passband.start({ port: await freePort(), dataFolder: '/proc/passband', demo: false });
    await until('it ends', async () => second.exitCode);
    expect(second.exitCode).toBe(1);
    expect(second.output).toContain('/proc/passband');
  });

  test('an address that others can reach, without a token', async () => {
    const other = await temporaryFolder();
    const second = await Passband.start({
      port: await freePort(),
      dataFolder: other.folder,
      demo: false,
      env: { PASSBAND_HOST: '0.0.0.0' },
    });
    await until('it ends', async () => second.exitCode);
    expect(second.exitCode).toBe(1);
    expect(second.output).toContain('PASSBAND_TOKEN');
    await other.remove();
  });
});
