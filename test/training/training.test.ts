import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { tfjsTrainers } from '@passband/runtime-tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { unpackSwiftShader } from '../conformance/swiftshader.ts';
import { demoImages, type LabelledImages } from './demo-images.ts';
import type { TrainingReport } from './program.ts';
import { trainEpochs } from './train.ts';

const PROGRAM = fileURLToPath(new URL('program.ts', import.meta.url));

let images: LabelledImages;
beforeAll(async () => {
  images = await demoImages(400);
});

/** The mean loss of each of three epochs of a small network on the demo's images. */
async function losses(runtime: string, seed: number): Promise<number[]> {
  const { imageShape, classCount } = images;
  const trainer = await tfjsTrainers.open(runtime);
  const network = await trainer.start({ architecture: 'small-cnn', imageShape, classCount, seed, weightDecay: 5e-4 });
  try {
    return await trainEpochs(network, images, 3);
  } finally {
    await network.close();
  }
}

describe('three epochs of small-cnn on real images', () => {
  const SEEDS = [1, 2, 3];
  const onWasm: number[][] = [];
  beforeAll(async () => {
    for (const seed of SEEDS) onWasm.push(await losses('tfjs/wasm', seed));
  });

  test('lower the loss, whatever the seed', () => {
    for (const [first, second, third] of onWasm) {
      expect(second).toBeLessThan(0.8 * first!);
      expect(third).toBeLessThan(second!);
    }
  });

  test('end on tensorflow/cpu nearer to where they end on tfjs/wasm than seeds are to one another', async ({
    skip,
  }) => {
    const described = (await tfjsTrainers.describe()).find(({ name }) => name === 'tensorflow/cpu');
    if (!described?.available) return skip(`tensorflow/cpu did not run, ${described?.reason}`);
    const ends = onWasm.map((epochs) => epochs.at(-1)!);
    const spread = Math.max(...ends) - Math.min(...ends);
    for (const [k, seed] of SEEDS.entries()) {
      const end = (await losses('tensorflow/cpu', seed)).at(-1)!;
      process.stdout.write(`seed ${seed}: tfjs/wasm ${ends[k]}, tensorflow/cpu ${end}; seeds spread ${spread}\n`);
      expect(Math.abs(end - ends[k]!)).toBeLessThan(spread);
    }
  });
});

test('on WebGPU, on a driver that the processor runs, a network learns as on tfjs/wasm and goes on from a checkpoint', async ({
  skip,
}) => {
  const driver = await unpackSwiftShader();
  if (!driver.there) skip('no SwiftShader for this machine: WebGPU is checked on one whose browser brings it');
  const onWebgpu = await report('tfjs/webgpu', driver.env);
  const onWasm = await report('tfjs/wasm', {});
  process.stdout.write(`${onWebgpu.device}: losses ${onWebgpu.losses}; on tfjs/wasm ${onWasm.losses}\n`);
  for (const { goesOn } of [onWebgpu, onWasm]) expect(goesOn).toBe(true);
  onWebgpu.losses.forEach((loss, k) => {
    expect(Math.abs(loss - onWasm.losses[k]!)).toBeLessThan(1e-4);
  });
});

async function report(runtime: string, env: NodeJS.ProcessEnv): Promise<TrainingReport> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', PROGRAM, runtime, 'small-cnn', '6'],
    { env: { ...process.env, ...env } },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}
