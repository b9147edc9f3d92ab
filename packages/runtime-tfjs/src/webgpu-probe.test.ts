import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describedAdapter, probeAdapter } from './webgpu-probe.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passband-probe-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A program in the probe's place. */
async function program(text: string): Promise<string> {
  const file = join(folder, 'probe.mjs');
  await writeFile(file, text);
  return file;
}

describe('a WebGPU driver', () => {
  test('that crashes leaves this process alive', async () => {
    await expect(probeAdapter(await program('process.abort();'))).rejects.toMatchObject({ signal: 'SIGABRT' });
    const crashes = await program('process.kill(process.pid, "SIGSEGV");');
    await expect(probeAdapter(crashes)).rejects.toMatchObject({ signal: 'SIGSEGV' });
  });

  test('that does not compute gives its reason', async () => {
    const says = await program('console.log(JSON.stringify({ reason: "the device was lost" }));');
    await expect(probeAdapter(says)).rejects.toThrow('the device was lost');
  });

  test('without an adapter is none', async () => {
    expect(await probeAdapter(await program('console.log(JSON.stringify({ adapter: null }));'))).toBeNull();
  });
});

test('an adapter that the processor runs says so, by its name or as a fallback', () => {
  const info = { vendor: 'nvidia', architecture: 'hopper', device: '', description: '' };
  expect(describedAdapter(info)).toEqual({ name: 'nvidia hopper', emulated: false });
  expect(describedAdapter({ ...info, description: 'SwiftShader Device' })).toEqual({
    name: 'SwiftShader Device, which the processor runs',
    emulated: true,
  });
  expect(describedAdapter({ isFallbackAdapter: true })).toEqual({
    name: 'GPU, which the processor runs',
    emulated: true,
  });
});
