import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Passband, root } from './passband.ts';
import { pythonOfExamples } from './python-environment.ts';
import { usePassband } from './using-passband.ts';

/** The programs of docs/examples, as somebody who copies them runs them: one after another against one server. */

const run = promisify(execFile);
const EXAMPLES = path.join(root, 'docs/examples');
const NETWORK = path.join(root, 'packages/demo/data/networks/baseline-seed-0.onnx');
const IMAGES = path.join(root, 'packages/demo/data/fashion-mnist-sample.npz');
/** Not run here: it needs PyTorch, and noise-fitting.test.ts runs it where that is. */
const ELSEWHERE = ['record_noise_fitting.py'];
const programs = readdirSync(EXAMPLES).filter((name) => name !== 'README.md');
const ran = new Set(ELSEWHERE);

let folder: string;
let passband: Passband;

usePassband((started) => {
  ({ passband, folder } = started);
});

/** What a program prints that must end well. */
async function printed(command: string, name: string, ...args: string[]): Promise<string> {
  ran.add(name);
  const env = { ...process.env, PASSBAND_SERVER: passband.url, npm_config_loglevel: 'error' };
  const { stdout } = await run(command, [path.join(EXAMPLES, name), ...args], { cwd: root, env, maxBuffer: 2 ** 26 });
  expect(stdout).not.toMatch(/"errors":|"userErrors":\[\{(?!"message":"createUpload needs)/);
  return stdout;
}

test('every program says what it does and how it is called, in at most 40 lines, and stands in the table', () => {
  const table = readFileSync(path.join(EXAMPLES, 'README.md'), 'utf8');
  for (const name of programs) {
    const text = readFileSync(path.join(EXAMPLES, name), 'utf8');
    expect(text.trimEnd().split('\n').length, name).toBeLessThanOrEqual(40);
    expect(text, name).toContain(`${name}`);
    expect(text, name).toContain('Usage: ');
    expect(table).toContain(`[${name}](${name})`);
  }
});

describe('with bash and curl:', () => {
  test('a network is measured and followed until it has succeeded', async () => {
    const stdout = await printed('bash', 'measure_network.sh', NETWORK, IMAGES);
    ran.add('follow_measurement.sh');
    expect(stdout).toContain('"status":"SUCCEEDED"');
    expect(stdout).toMatch(/"within":\{"mean":0\.\d+,"lower":0\.\d+,"upper":0\.\d+\},"between":\{"mean":0\.\d+/);
  });

  test('the published networks are imported and correlated', async () => {
    const stdout = await printed('bash', 'import_and_correlate.sh');
    expect(stdout).toContain('"imported":447,"skipped":0');
    expect(stdout.match(/"count":447,"pearson":\{"value":(-?0\.\d{4})/g)).toEqual([
      '"count":447,"pearson":{"value":-0.9438',
      '"count":447,"pearson":{"value":0.5462',
    ]);
  });

  test('a token that only reads is given out and taken back', async () => {
    const stdout = await printed('bash', 'give_out_token.sh', 'a reader');
    expect(stdout).toContain('"viewer":{"name":"a reader","role":"VIEWER"}');
    expect(stdout).toContain('createUpload needs the role OPERATOR; yours is VIEWER');
    expect(stdout).toMatch(/"revokedTokenId":"token-/);
  });
});

describe('with TypeScript and urql:', () => {
  const tsx = path.join(root, 'node_modules/.bin/tsx');

  test('a registered network is measured and followed', async () => {
    const names = [NETWORK, IMAGES].map((file) => `${path.basename(file)} by curl`);
    const stdout = await printed(tsx, 'measure_and_follow.ts', ...names);
    expect(stdout).toMatch(/"status":"SUCCEEDED".*\n\{"within":\{"mean":0\.\d+/);
  });

  test('models are filtered, ordered and read page by page', async () => {
    const [count, ...rows] = (await printed(tsx, 'filter_models.ts')).trim().split('\n');
    expect(count).toBe(`${rows.length} models`);
    expect(rows.length).toBeGreaterThan(20);
    const accuracies = rows.map((row) => Number(/accuracy (0\.\d+)/.exec(row)?.[1]));
    expect(accuracies).toEqual([...accuracies].sort((a, b) => b - a));
    expect(Math.min(...accuracies)).toBeGreaterThanOrEqual(0.9);
  });

  test('interventions are compared over pairs of networks', async () => {
    const stdout = await printed(tsx, 'compare_interventions.ts');
    expect(stdout).toContain('augmentation augmix minus clean: 149 pairs of networks');
    expect(stdout).toMatch(/accuracy +0\.0095 {2}95 % from 0\.0072 to 0\.0118, p = /);
  });
});

describe('with Python and pandas:', async () => {
  const found = await pythonOfExamples();
  if ('missing' in found) console.warn(`the examples in Python are skipped: ${found.missing}`);
  const python = 'python' in found ? found.python : '';

  test.skipIf(python === '')('a network is measured and models are plotted', async () => {
    const plot = path.join(folder, 'plot.png');
    const stdout = await printed(python, 'within_against_between.py', NETWORK, IMAGES, plot);
    expect(stdout).toMatch(/baseline-seed-0\.onnx by Python +0\.\d+ +0\.\d+/);
    expect((await readFile(plot)).subarray(1, 4).toString()).toBe('PNG');
  });

  test.skipIf(python === '')('paths, spectra and models are exported to pandas', async () => {
    const stdout = await printed(python, 'paths_to_pandas.py');
    expect(stdout).toMatch(/within class +\d+\.\d+/);
    expect(stdout).toContain("'periodogram': (275,)");
    expect(stdout).toMatch(/^count .* 447\.0/m);
  });

  test.skipIf(python === '')('results of elsewhere are recorded out of a table', async () => {
    const table = path.join(folder, 'table.csv');
    await writeFile(table, 'name,augmentation,metric:accuracy,metric:calibration\na,mixup,0.91,\nb,none,0.9,0.03\n');
    const stdout = await printed(python, 'record_metrics.py', table, 'CIFAR-10');
    expect(stdout).toContain("{'name': 'accuracy', 'value': 0.91,");
    expect(stdout).toContain("{'name': 'calibration', 'value': 0.03,");
  });

  test.skipIf(python === '')('every program was run', () => {
    expect(programs.filter((name) => !ran.has(name))).toEqual([]);
  });
});
