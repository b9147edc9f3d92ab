import { availableParallelism } from 'node:os';
import type { ImageShape } from '@passband/engine';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Side } from './side.ts';

/**
 * The runtime as a user would run it, one session on every core: evaluates ready-made batches of at least the given number
 * of images, and does nothing else.
 */
export async function readyMadeBatches(network: string, imageShape: ImageShape, batchSize: number): Promise<Side> {
  const session = await InferenceSession.create(network, {
    executionProviders: ['cpu'],
    intraOpNumThreads: availableParallelism(),
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
  });
  const [height, width, channels] = imageShape;
  const values = Float32Array.from({ length: batchSize * height * width * channels }, (_, k) => Math.sin(k));
  const batch = new Tensor('float32', values, [batchSize, channels, height, width]);
  const input = session.inputNames[0] ?? '';
  const evaluate = () => session.run({ [input]: batch });
  return {
    warmUp: evaluate,
    async run(count) {
      const runs = Math.ceil(count / batchSize);
      for (let k = 0; k < runs; k++) await evaluate();
      return runs * batchSize;
    },
  };
}
