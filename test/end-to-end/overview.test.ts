import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page, Request } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { readDemo } from '../../packages/demo/src/index.ts';
import { seriousIssues } from './accessibility.ts';
import { openPage } from './browser.ts';
import { type Passband, until } from './passband.ts';
import { usePassbandInBrowser } from './using-passband.ts';

/** From an empty Passband to 447 imported networks, a registered one and a deleted one: the overview and the models pages. */

const NETWORKS = 447;

let passband: Passband;
let browser: Browser;

usePassbandInBrowser((started) => {
  ({ passband, browser } = started);
});

const search = (page: Page) => new URL(page.url()).searchParams;
const modelsTitle = (page: Page) => page.locator('#models-title');

/** Drops a file on the page, as a person does with the mouse. */
async function dropped(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, base64 }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
      return transfer;
    },
    { name, base64: Buffer.from(bytes).toString('base64') },
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** `−0.944 (95 %: −0.953 to −0.933)`, as the page prints a correlation. */
function printed({ value, lower, upper }: { value: number; lower: number; upper: number }): string {
  const fixed = (number: number) => number.toFixed(3).replace('-', '−');
  return `${value > 0 ? '+' : ''}${fixed(value)} (95 %: ${fixed(lower)} to ${fixed(upper)})`;
}

describe('the overview', () => {
  test('empty, says what would fill it, and imports 447 published networks with one click; their correlations are the API’s', async () => {
    const { page, complaints } = await openPage(browser, passband.url);
    await page.getByRole('heading', { name: 'No models and no dataset yet' }).waitFor();
    await page.getByRole('button', { name: /^Import the published metrics/ }).click();
    await page
      .getByText(`Over ${NETWORKS} models, more accurate ones are lower-frequency within classes (r = −0.944`)
      .waitFor();
    const { within, between } = await passband.query<
      Record<'within' | 'between', { count: number; pearson: { value: number; lower: number; upper: number } }>
    >(
      `{ within: correlation(x: "accuracy", y: "highFrequencyFraction.within") { count pearson { value lower upper } }
         between: correlation(x: "accuracy", y: "highFrequencyFraction.between") { count pearson { value lower upper } } }`,
    );
    expect(within.count).toBe(NETWORKS);
    expect(printed(within.pearson)).toMatch(/^−0\.944/);
    expect(printed(between.pearson)).toMatch(/^\+0\.546/);
    for (const { pearson } of [within, between])
      await page
        .locator('figure', { hasText: printed(pearson) })
        .first()
        .waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('names in the differences’ title what lowered the within-class fraction most, with the API’s number', async () => {
    const { page } = await openPage(browser, passband.url);
    const { interventions } = await passband.query<{
      interventions: {
        tag: { value: string };
        effects: { difference: { mean: number; upper: number; lower: number } }[];
      }[];
    }>(
      'query ($metrics: [String!]!) { interventions(baseline: [{ key: "architecture", value: "Conv8" }], metrics: $metrics) { tag { value } effects { difference { mean lower upper } } } }',
      { metrics: ['highFrequencyFraction.within'] },
    );
    const { mean, lower, upper } = interventions.find(({ tag }) => tag.value === 'ResNet18')!.effects[0]!.difference;
    const size = `by ${Math.abs(mean).toFixed(4)} ± ${((upper - lower) / 2).toFixed(4)}`;
    await page.getByRole('heading', { name: `Architecture ResNet18, ${size}` }).waitFor();
    await page.close();
  });

  test('a lasso filters the table and fades the rest; Back, a link and Esc do what they say', async () => {
    const { page, complaints } = await openPage(browser, passband.url);
    const dots = page.locator('figure svg g[aria-label="dot"]').first();
    await dots.waitFor();
    const box = await page.locator('figure [role=img]').first().boundingBox();
    if (!box) throw new Error('the first figure has no place');
    await page.keyboard.down('Alt');
    await page.mouse.move(box.x + box.width * 0.55, box.y + box.height * 0.55);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.8, { steps: 6 });
    await page.mouse.up();
    await page.keyboard.up('Alt');
    await page.getByText(/^\d+ of 447 models in the selection/).waitFor();
    const lasso = search(page).get('lasso');
    expect(lasso).toMatch(/^accuracy~within~/);
    expect(await page.getByRole('button', { name: 'Remove the selection' }).textContent()).toMatch(
      /lasso \d+ of 447 accuracy [\d.]+ to [\d.]+ %, within [\d.]+ to [\d.]+/,
    );
    await page.locator('g[aria-label="dot"] [stroke-opacity^="0.16"]').first().waitFor({ state: 'attached' });
    const linked = await openPage(browser, page.url());
    await linked.page.getByText(/^\d+ of 447 models in the selection/).waitFor();
    // The address is final when the button is up; what was drawn before it may still stand for a moment.
    await page.getByText((await modelsTitle(linked.page).textContent()) ?? '').waitFor();
    await linked.page.close();
    await page.goBack();
    await page.getByText(/^447 models/).waitFor();
    expect(search(page).get('lasso')).toBeNull();
    await page.goForward();
    await page.getByText(/^\d+ of 447 models in the selection/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText(/^447 models/).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('draws any metric against a numeric tag, from a link, with a filter', async () => {
    const query = new URLSearchParams({ x: 'tag:sparsity', y: 'jacobianNorm', filter: 'architecture = VGG16' });
    const { page, complaints } = await openPage(browser, `${passband.url}/?${query}`);
    await page.getByRole('heading', { name: /^Jacobian norm: .*sparsity/ }).waitFor();
    await page.getByRole('img', { name: /^Within class: .* sparsity/ }).waitFor();
    await page.getByText(/^153 models/).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe('models', () => {
  test('are filtered by and, or, not as text, sorted by any column, and ticked to be compared', async () => {
    const { page, complaints } = await openPage(browser, `${passband.url}/models`);
    await page.getByText('447 models.').waitFor();
    expect(await page.locator('tbody tr').count()).toBeLessThan(200);
    await page.getByRole('searchbox', { name: 'Filter' }).fill('augmentation = ');
    await page.getByText('A value must stand here; got the end, at letter 16.').waitFor();
    await page
      .getByRole('searchbox', { name: 'Filter' })
      .fill('augmentation = clean and not (within > 0.06 or accuracy < 95.5%)');
    await page.getByText('2 models match.').waitFor();
    expect(search(page).get('filter')).toContain('not (within');
    await page.getByRole('button', { name: 'Accuracy (%)' }).click();
    await until('the least accurate comes first', async () =>
      (await page.locator('tbody tr').first().textContent())?.includes('95.6') ? true : null,
    );
    for (const tick of await page.getByRole('checkbox').all()) await tick.check();
    const href = await page.getByRole('link', { name: 'Compare', exact: true }).last().getAttribute('href');
    expect(href).toMatch(/^\/compare\?m=model-[^&]+&m=model-[^&]+$/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('thousands of pixels down, the table shows the last rows and holds few', async () => {
    const { page } = await openPage(browser, `${passband.url}/models?sort=name`);
    await page.getByText('447 models.').waitFor();
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.getByRole('link', { name: 'VGG16_gaussian_lth_globally_0.95' }).waitFor();
    expect(await page.locator('tbody tr').count()).toBeLessThan(200);
    await page.close();
  });

  test('are registered by dropping a file; one that is none is refused in words', async () => {
    const network = readDemo().networks.find(({ name }) => name === 'mixup, seed 0');
    if (!network) throw new Error('the demo has no mixup');
    const { page, complaints } = await openPage(browser, `${passband.url}/models`);
    await page.getByText('447 models.').waitFor();
    await dropped(page, 'broken.onnx', new TextEncoder().encode('not a network'));
    const dialog = page.getByRole('dialog', { name: 'Register a model' });
    await dialog.getByRole('button', { name: 'Register', exact: true }).click();
    await dialog.getByRole('alert').waitFor();
    expect(await dialog.getByRole('alert').textContent()).toContain('broken.onnx');
    await dropped(page, path.basename(network.file), await readFile(network.file));
    await dialog.getByLabel('Name').fill('dropped mixup');
    await dialog.getByLabel('Tags: what was varied in training').fill('augmentation=mixup, seed=0');
    expect(await seriousIssues(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Register', exact: true }).click();
    await dialog.getByText('is registered').waitFor();
    const { model } = await passband.query<{ model: { format: string; tags: { key: string; value: string }[] } }>(
      '{ model(name: "dropped mixup") { format tags { key value } } }',
    );
    expect(model.format).toBe('ONNX');
    expect(model.tags).toEqual([
      { key: 'augmentation', value: 'mixup' },
      { key: 'seed', value: '0' },
    ]);
    await page.keyboard.press('Escape');
    await page.getByText('448 models.').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('are deleted after the page has said what hangs on them, and not where it could not find out', async () => {
    const { page, complaints } = await openPage(
      browser,
      `${passband.url}/models?${new URLSearchParams({ filter: 'name = "dropped mixup"' })}`,
    );
    await page.getByRole('checkbox', { name: 'Select dropped mixup' }).check();
    const isDependents = (request: Request) => (request.postData() ?? '').includes('query ModelDependents');
    await page.route('**/graphql', (route) => (isDependents(route.request()) ? route.abort() : route.fallback()));
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('alert').getByText('What hangs on them is not known, so nothing can be deleted').waitFor();
    expect(await page.getByRole('button', { name: 'Delete for good' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await page.unroute('**/graphql');
    // The browser itself wrote down that the request broke off.
    complaints.length = 0;
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('dropped mixup: with 0 measurements and all their results, and 0 metrics.').waitFor();
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await page.getByText('No model matches').waitFor();
    expect((await passband.query<{ model: null }>('{ model(name: "dropped mixup") { id } }')).model).toBeNull();
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe('datasets', () => {
  test('are registered by dropping a file', async () => {
    const { page, complaints } = await openPage(browser, `${passband.url}/datasets`);
    await page.getByRole('button', { name: 'Register a dataset' }).waitFor();
    await dropped(page, 'fashion.npz', await readFile(readDemo().dataset.file));
    await page.getByRole('dialog').getByRole('button', { name: 'Register', exact: true }).click();
    await page.getByText(/is registered: [\d,]+ images of 10 classes\./).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });
});

test('an address that is no page’s says so and leads to the overview', async () => {
  const { page } = await openPage(browser, `${passband.url}/nope`);
  await page.getByText('There is no page at this address.').waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.close();
});

test.each([
  ['light', '/'],
  ['dark', '/'],
  ['light', '/models'],
  ['dark', '/models'],
] as const)('axe-core finds nothing serious in the %s theme on %s', async (colorScheme, route) => {
  const { datasets } = await passband.query<{ datasets: { id: string; name: string }[] }>('{ datasets { id name } }');
  const imported = datasets.find(({ name }) => name === 'CIFAR-10')?.id ?? '';
  const { page, complaints } = await openPage(browser, `${passband.url}${route}?dataset=${imported}`);
  await page.emulateMedia({ colorScheme });
  await page.getByRole('table').first().waitFor();
  expect(await seriousIssues(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});
