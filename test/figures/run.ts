import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { openPage, startBrowser } from '../end-to-end/browser.ts';
import { root } from '../end-to-end/passband.ts';
import { comeToRest } from '../screenshots/rest.ts';
import { estimatorWords } from './estimators.ts';
import { measured } from './measurements.ts';

/** The figures of docs/methods.md: measures on a running demo what it lacks, and downloads from its pages what they draw. */

/** As wide as a column of text, so that letters are as large as those around. */
const WIDTH = 900;

interface Drawn {
  name: string;
  route: string;
  /** How the page names the figure's file, at its end. */
  file: string;
  /** What else is told in it. */
  besides?: string;
  /** Of the page, where the figure needs more. */
  width?: number;
}

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4000' },
    out: { type: 'string', default: path.join(root, 'docs', 'images') },
    figure: { type: 'string', multiple: true },
  },
});

const { dataset, model, of } = await measured(values.url);
const at = (id: string) => `/measurements/${id}`;
const FIGURES: readonly Drawn[] = [
  { name: 'spectrum', route: at(of.linear), file: 'spectrum', besides: await estimatorWords(values.url, of.linear) },
  { name: 'direction', route: at(of.direction), file: 'direction-fractions' },
  { name: 'amplitude', route: at(of.amplitude), file: 'spectrum' },
  { name: 'phase', route: at(of.phase), file: 'spectrum' },
  { name: 'precision', route: at(of.precision), file: 'within' },
  { name: 'consistent-distance', route: '/?y=consistentDistance.within', file: 'against-accuracy' },
  { name: 'jacobian-norm', route: at(of.jacobian), file: 'jacobian-norm' },
  { name: 'heat-map', route: at(of.heatMap), file: 'fourier-heat-map' },
  { name: 'noise-fitting', route: '/noise-fitting', file: 'noise-fitting-minimum' },
  { name: 'class-diversity', route: `/datasets/${dataset}?measurement=${of.linear}`, file: 'class-diversity' },
  { name: 'evaluation', route: at(of.evaluation), file: 'evaluation' },
  { name: 'interventions', route: '/', file: 'differences', width: 1440 },
  { name: 'class-by-class', route: `/models/${model}`, file: 'class-by-class' },
];

const { browser, close } = await startBrowser();
try {
  for (const figure of FIGURES)
    if (values.figure?.includes(figure.name) ?? true) console.log(await drawn(browser, figure));
} finally {
  await close();
}

/** Saves the last figure of its page whose file is so named, and says what it found. */
async function drawn(of: Browser, { name, route, file, besides = '', width = WIDTH }: Drawn): Promise<string> {
  const { page, complaints } = await openPage(of, values.url + route, { width, height: 1000 });
  await page.locator('figure svg').first().waitFor();
  await page.waitForFunction(() => !/Loading/.test(document.body.innerText));
  await comeToRest(page);
  const svg = (await svgsOf(page)).filter((one) => one.file.endsWith(`${file}.svg`)).at(-1)?.text;
  if (svg === undefined) throw new Error(`${route} has no figure whose file ends with ${file}`);
  const finding = await page.locator('.finding').first().innerText();
  await page.close();
  const target = path.join(values.out, `${name}.svg`);
  await writeFile(target, `${withFinding(svg, `${finding} ${besides}`.trim())}\n`);
  return [target, finding, ...complaints].join('\n  ');
}

async function svgsOf(page: Page): Promise<{ file: string; text: string }[]> {
  const found: { file: string; text: string }[] = [];
  for (const button of await page.getByRole('button', { name: 'SVG', exact: true }).all()) {
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    found.push({ file: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') });
  }
  return found;
}

/** With the page's own sentence before the figure's description. */
function withFinding(svg: string, finding: string): string {
  const text = finding.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(/\s+/g, ' ');
  return svg.replace('<desc>', `<desc>${text} `);
}
