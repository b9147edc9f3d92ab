import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DEMO } from './demo.ts';

const run = promisify(execFile);
const PASSBAND = fileURLToPath(new URL('../../apps/cli/bin/passband.mjs', import.meta.url));
const PEAK_MEMORY = new URL('./peak-memory.mjs', import.meta.url).href;

/** What `passband measure` of the demo wrote, and how much memory its process took at most. */
export interface MeasuredProcess {
  seconds: number;
  imagesEvaluated: number;
  summary: { within: { periodogram: { mean: number } } };
  paths: { imageA: number; imageB: number; classA: number; classB: number }[];
  peakBytes: number;
}

/** Measures the demo in a process of its own, as a user would. */
export async function measureDemo(folder: string, pairsPerGroup: number): Promise<MeasuredProcess> {
  const [json, peak] = [join(folder, 'measured.json'), join(folder, 'peak')];
  const measurement = [DEMO.network, '--dataset', DEMO.dataset, '--pairs', String(pairsPerGroup), '--json', json];
  await run(process.execPath, ['--import', PEAK_MEMORY, PASSBAND, 'measure', ...measurement, '--runtime', 'onnx/cpu'], {
    env: { ...process.env, PASSBAND_BENCH_PEAK_FILE: peak },
  });
  const peakBytes = Number(await readFile(peak, 'utf8'));
  return { ...JSON.parse(await readFile(json, 'utf8')), peakBytes };
}
