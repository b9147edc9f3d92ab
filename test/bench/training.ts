import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NetworkInTraining, RuntimeDescription } from '@passband/engine';
import { tfjsTrainers } from '@passband/runtime-tfjs';
import { batchOf, demoImages, type LabelledImages } from '../training/demo-images.ts';
import { python, pytorchMissing } from './python.ts';
import { type Bench, type Row, rounded } from './row.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const PROGRAM = fileURLToPath(new URL('./training_loop.py', import.meta.url));
const ARCHITECTURE = 'small-cnn';
const IMAGES = 3000;
const BATCH = 128;
const STEPS = 20;
const WARM_UP_STEPS = 4;
const RUNTIMES = ['tensorflow/cuda', 'tensorflow/cpu', 'tfjs/webgpu', 'tfjs/wasm'];

/** What the Python program says of itself. */
interface PytorchLoop {
  torch: string;
  imagesPerSecond: number;
  parameterCount: number;
}

/**
 * Training images per second of small-cnn on the demo's images, by runtime, and how many times as fast that is as a plain
 * PyTorch loop of the same network, batch and number of threads. Ours is measured before and after, the mean counts.
 */
export const training: readonly Bench[] = RUNTIMES.map((runtime) => ({
  rows: [nameOf(runtime)],
  run: async () => [await rowOf(runtime)],
}));

function nameOf(runtime: string): string {
  return `training-${runtime}`;
}

async function rowOf(runtime: string): Promise<Row> {
  const described = (await tfjsTrainers.describe()).find(({ name }) => name === runtime);
  const head = { name: nameOf(runtime), unit: 'images/s', goal: null, holds: null };
  if (!described?.available) return { ...head, value: null, reason: described?.reason ?? 'it is not known' };
  const images = await demoImages(IMAGES);
  const before = await imagesPerSecond(runtime, images);
  const threads = threadsOf(described);
  const pytorch = threads === null ? 'PyTorch is compared on processors only' : await pytorchLoop(images, threads);
  const after = await imagesPerSecond(runtime, images);
  const ours = (before.imagesPerSecond + after.imagesPerSecond) / 2;
  return {
    ...{ ...head, value: rounded(ours), device: described.device, network: ARCHITECTURE, batchSize: BATCH },
    millisecondsPerStep: rounded((BATCH / ours) * 1000),
    ...(typeof pytorch === 'string' ? { reason: pytorch } : ratioTo(pytorch, ours, threads, before.parameterCount)),
  };
}

/** Threads that a runtime computes with; null of a GPU. */
function threadsOf({ name }: RuntimeDescription): number | null {
  if (name === 'tfjs/wasm') return 1;
  return name === 'tensorflow/cpu' ? availableParallelism() : null;
}

function ratioTo(pytorch: PytorchLoop, ours: number, threads: number | null, parameterCount: number): Partial<Row> {
  if (pytorch.parameterCount !== parameterCount)
    throw new Error(
      `both networks must be the same; they have ${parameterCount} and ${pytorch.parameterCount} weights`,
    );
  return {
    ...{ ratioToPytorch: rounded(ours / pytorch.imagesPerSecond), threads, pytorch: pytorch.torch },
    pytorchImagesPerSecond: rounded(pytorch.imagesPerSecond),
  };
}

/** The loop in PyTorch, or why it can't run here. */
async function pytorchLoop(images: LabelledImages, threads: number): Promise<PytorchLoop | string> {
  const missing = await pytorchMissing();
  if (missing) return missing;
  return inTemporaryFolder(async (folder) => {
    const [work, pixels, labels] = [join(folder, 'work.json'), join(folder, 'images'), join(folder, 'labels')];
    // One channel: height x width x channels is channels x height x width.
    await writeFile(pixels, images.images);
    await writeFile(labels, images.labels);
    const { imageShape, classCount } = images;
    const loop = { images: pixels, labels, imageShape, classCount, batch: BATCH, steps: STEPS };
    await writeFile(work, JSON.stringify({ ...loop, warmUpSteps: WARM_UP_STEPS }));
    return (await python(PROGRAM, work, String(threads))) as PytorchLoop;
  });
}

async function imagesPerSecond(
  runtime: string,
  images: LabelledImages,
): Promise<{ imagesPerSecond: number; parameterCount: number }> {
  const { imageShape, classCount } = images;
  const trainer = await tfjsTrainers.open(runtime);
  const network = await trainer.start({
    architecture: ARCHITECTURE,
    imageShape,
    classCount,
    seed: 0,
    weightDecay: 5e-4,
  });
  try {
    await steps(network, images, WARM_UP_STEPS);
    const started = performance.now();
    await steps(network, images, STEPS);
    const seconds = (performance.now() - started) / 1000;
    return { imagesPerSecond: (STEPS * BATCH) / seconds, parameterCount: network.parameterCount };
  } finally {
    await network.close();
  }
}

async function steps(network: NetworkInTraining, images: LabelledImages, count: number): Promise<void> {
  for (let step = 0; step < count; step++) {
    const from = (step * BATCH) % (images.count - BATCH + 1);
    const batch = batchOf(images, from, from + BATCH);
    await network.step(batch.images, batch.targets, batch.count, 0.1);
  }
}
