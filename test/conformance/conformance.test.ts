import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { RuntimeDescription } from '@passband/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import { tensorflowFolder } from '../../packages/runtime-tfjs/src/tensorflow.ts';
import { CHECKS } from './checks.ts';
import type { RuntimeReport } from './runtime-report.ts';
import { isOnGpu } from './spectra.ts';
import { unpackSwiftShader } from './swiftshader.ts';

/** Runs every runtime that is there, each in a process of its own, those on WebGPU on a driver that the processor runs. */
const PROGRAM = fileURLToPath(new URL('program.ts', import.meta.url));
const OUTPUT_BYTES = 64 * 2 ** 20;

let driver: Awaited<ReturnType<typeof unpackSwiftShader>>;
let runtimes: RuntimeDescription[];
const reports: RuntimeReport[] = [];

async function run<T>(...args: string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', PROGRAM, ...args], {
    env: { ...process.env, ...driver.env },
    maxBuffer: OUTPUT_BYTES,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

beforeAll(async () => {
  driver = await unpackSwiftShader();
  runtimes = await run();
  for (const { name, available } of runtimes) if (available) reports.push(await run(name));
});

test('every runtime runs here, or says why not', () => {
  for (const { name, available, device, reason } of runtimes) {
    process.stdout.write(`${name}: ${available ? `ran, ${device}` : `did not run, ${reason}`}\n`);
    expect(available ? device : reason).toEqual(expect.any(String));
  }
  const ran = reports.map(({ runtime }) => runtime);
  expect(ran).toEqual(expect.arrayContaining(['onnx/cpu', 'tfjs/wasm']));
});

test('both runtimes on WebGPU run where a driver is there', ({ skip }) => {
  if (!driver.there) skip('no SwiftShader for this machine: WebGPU is checked on one whose browser brings it');
  const ran = reports.map(({ runtime }) => runtime);
  expect(ran).toEqual(expect.arrayContaining(['onnx/webgpu', 'tfjs/webgpu']));
});

test('tensorflow/cpu runs where `npm run tensorflow` made it', ({ skip }) => {
  if (tensorflowFolder() === null) skip('no TensorFlow: npm run tensorflow makes it');
  expect(reports.map(({ runtime }) => runtime)).toContain('tensorflow/cpu');
});

describe('every runtime, with every network of its formats,', () => {
  test.each(CHECKS.map(({ id, level, claim }) => [level, claim, id]))('%s: %s (%s)', (level, _, id) => {
    const failed = reports.flatMap(({ runtime, checks }) =>
      checks
        .filter((check) => check.id === id && check.outcome === 'fails')
        .map(({ file, message }) => `${runtime}, ${file}: ${message}`),
    );
    if (level === 'MUST') expect(failed).toEqual([]);
    else for (const line of failed) process.stdout.write(`should, and does not (${id}): ${line}\n`);
  });
});

describe('the same network gives the same spectra on every runtime,', () => {
  const CPU_TOLERANCE = 1e-4;
  const GPU_TOLERANCE = 1e-3;

  test('1e-4 on CPUs, 1e-3 on GPUs', () => {
    const all = reports.flatMap(({ runtime, spectra }) => spectra.map((one) => ({ runtime, ...one })));
    for (const { runtime, network, file, values } of all) {
      const first = all.find((one) => one.network === network);
      const apart = largestDifference(values, first?.values ?? []);
      process.stdout.write(`${network}: ${runtime} (${file}) is ${apart.toExponential(1)} from ${first?.runtime}\n`);
      expect(apart).toBeLessThan(isOnGpu(runtime) ? GPU_TOLERANCE : CPU_TOLERANCE);
    }
  });
});

function largestDifference(a: number[][], b: number[][]): number {
  expect(a.map(({ length }) => length)).toEqual(b.map(({ length }) => length));
  return a.reduce(
    (most, row, k) => row.reduce((worst, value, bin) => Math.max(worst, Math.abs(value - b[k]![bin]!)), most),
    0,
  );
}
