import type { NetworkInTraining, TrainingOptions } from '@passband/engine';
import { afterEach, describe, expect, test } from 'vitest';
import { backendOf } from '../backends.ts';
import { tensorflowFolder } from '../tensorflow.ts';
import { testBatch } from './test-batch.ts';
import { tfjsTrainers } from './trainers.ts';

const SHAPE = [9, 8, 3] as const;
const BATCH = testBatch(32, 9 * 8 * 3, 4);
const ARCHITECTURES = ['mlp', 'small-cnn', 'wrn-10-1'];
const RUNTIMES = ['tfjs/wasm', ...(tensorflowFolder() ? ['tensorflow/cpu'] : [])];
if (!tensorflowFolder())
  process.stdout.write('training on tensorflow/cpu is not tested: TensorFlow is not built here\n');

const open: NetworkInTraining[] = [];
afterEach(async () => {
  for (const network of open.splice(0)) await network.close();
});

async function start(runtime: string, options: Partial<TrainingOptions>): Promise<NetworkInTraining> {
  const trainer = await tfjsTrainers.open(runtime);
  const network = await trainer.start({
    ...{ architecture: 'mlp', imageShape: SHAPE, classCount: 4, seed: 3, weightDecay: 1e-3 },
    ...options,
  });
  open.push(network);
  return network;
}

async function train(network: NetworkInTraining, steps: number, learningRate = 0.05): Promise<number[]> {
  const losses: number[] = [];
  for (let k = 0; k < steps; k++)
    losses.push(await network.step(BATCH.images, BATCH.targets, BATCH.count, learningRate));
  return losses;
}

describe.each(RUNTIMES)('on %s', (runtime) => {
  describe.each(ARCHITECTURES)('%s', (architecture) => {
    test('learns a batch: its loss begins near ln 4 or above and falls', async () => {
      const losses = await train(await start(runtime, { architecture }), 15);
      expect(losses[0]).toBeGreaterThan(1);
      expect(losses.at(-1)).toBeLessThan(0.5 * losses[0]!);
    });

    test('leaves no tensor after a step, nor after it is closed', async () => {
      const { core } = (await backendOf(runtime)).tf;
      const before = core.memory().numTensors;
      const network = await start(runtime, { architecture });
      const started = core.memory().numTensors;
      await train(network, 2);
      await network.scores(BATCH.images, BATCH.count);
      await network.restore(await network.checkpoint());
      await network.model();
      expect(core.memory().numTensors).toBe(started);
      await network.close();
      expect(core.memory().numTensors).toBe(before);
    });

    test('gives the same scores as often as it is asked, and other ones after a step', async () => {
      const network = await start(runtime, { architecture });
      const first = await network.scores(BATCH.images, BATCH.count);
      expect(first.length).toBe(BATCH.count * 4);
      expect(await network.scores(BATCH.images, BATCH.count)).toEqual(first);
      await train(network, 1);
      expect(await network.scores(BATCH.images, BATCH.count)).not.toEqual(first);
    });

    test('goes on from a checkpoint as it would have gone on, to the last bit', async () => {
      const whole = await start(runtime, { architecture });
      await train(whole, 3);
      const checkpoint = await whole.checkpoint();
      const losses = await train(whole, 3);
      const resumed = await start(runtime, { architecture, seed: 9 });
      await resumed.restore(checkpoint);
      expect(await train(resumed, 3)).toEqual(losses);
      expect(Buffer.compare(await resumed.checkpoint(), await whole.checkpoint())).toBe(0);
    });
  });

  test('the seed decides the weights', async () => {
    const scores = async (seed: number): Promise<Float32Array> =>
      (await start(runtime, { seed })).scores(BATCH.images, BATCH.count);
    expect(await scores(1)).toEqual(await scores(1));
    expect(await scores(1)).not.toEqual(await scores(2));
  });
});

test('images or targets of other lengths than said are refused', async () => {
  const network = await start('tfjs/wasm', {});
  const { images, targets, count } = BATCH;
  const rule = 'must be 1 or more and have';
  expect(() => network.step(images, targets, count - 1, 0.1)).toThrow(`31 images ${rule} 216 values each; got 6912`);
  expect(() => network.step(images, targets.subarray(1), count, 0.1)).toThrow(
    `32 targets ${rule} 4 values each; got 127`,
  );
  expect(() => network.scores(images.subarray(0, 0), 0)).toThrow(`0 images ${rule} 216 values each; got 0`);
});

test('what is not there is refused with a sentence', async () => {
  await expect(tfjsTrainers.open('onnx/cpu')).rejects.toThrow('runtime onnx/cpu is not available');
  await expect(start('tfjs/wasm', { architecture: 'resnet' })).rejects.toThrow(
    'the architecture must be mlp, small-cnn or wrn-D-K such as wrn-16-1; got resnet',
  );
  await expect(start('tfjs/wasm', { architecture: 'small-cnn', imageShape: [7, 9, 1] })).rejects.toThrow(
    'small-cnn takes images of at least 8 x 8 pixels; got 7 x 9',
  );
});

test('a network that is closed goes no further', async () => {
  const network = await start('tfjs/wasm', {});
  await network.close();
  await expect(network.scores(BATCH.images, BATCH.count)).rejects.toThrow('closed');
  await network.close();
});
