import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { type Passband, root } from './passband.ts';
import { usePassband } from './using-passband.ts';

/** The examples of the documentation, as somebody who copies them runs them. */

const run = promisify(execFile);
let passband: Passband;

usePassband((started) => {
  ({ passband } = started);
});

function blocksOf(document: string): string[] {
  const text = readFileSync(path.join(root, document), 'utf8');
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block ?? '');
}

test('every block of docs/api.md runs as it stands, one after another, and nothing is refused', async () => {
  const blocks = blocksOf('docs/api.md');
  const script = ['set -eu', ...blocks].join('\n').replace('http://127.0.0.1:4000', passband.url);
  const { stdout, stderr } = await run('bash', ['-c', script], { cwd: root, maxBuffer: 2 ** 26 });
  expect(stderr).toBe('');
  expect(stdout).not.toMatch(/"errors":|"userErrors":\[\{|FAILED/);
  // One of each: a path spectrum's mean, a cancelled measurement, a row of the heat map, an epoch.
  expect(stdout).toMatch(/"within":\{"mean":0\.\d+/);
  expect(stdout).toContain('{"status":"CANCELLED","partial":true}');
  expect(stdout).toMatch(/^( {3}\. )+([01]\.\d\d )+( {3}\.)/m);
  expect(stdout).toMatch(/"epoch":2,"trainLoss":\d/);
  expect(stdout).toContain('"imported":447,"skipped":0');
  expect(stdout).toContain('"count":447,"pearson":{"value":-0.94');
  expect(stdout).toMatch(/^classA,classB,direction,round,/m);
  expect(stdout).toContain('"viewer":{"name":"a notebook","role":"VIEWER"}');
});
