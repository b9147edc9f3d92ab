import { epochOrder } from '@passband/spectrum';
import { expect, test } from 'vitest';
import { datasetFacts } from '../dataset-facts.ts';
import { noiseFitting } from '../noise-fitting.ts';
import { randomImages } from '../test-images.ts';
import { softmaxRegression } from '../test-trainer.ts';
import { trainEpoch } from './train-epoch.ts';

test('each batch of an epoch is prepared once, while the step before it is taken', async () => {
  const facts = datasetFacts(randomImages(60));
  const { parameters } = noiseFitting.parseParameters({ architecture: 'mlp', frequency: 1, batchSize: 4 }, facts);
  const network = await softmaxRegression().start({
    ...{ architecture: 'mlp', imageShape: [1, 1, 1], classCount: 3, seed: 0, weightDecay: 0 },
  });
  const said: string[] = [];
  const training = [...Array(10).keys()];
  network.step = async (_, __, count) => {
    said.push(`step on ${count}`);
    return 1;
  };
  const prepare = async (indices: readonly number[], epoch: number, number: number) => {
    said.push(`batch ${number} of epoch ${epoch}: ${indices.join()}`);
    return { images: new Float32Array(indices.length), targets: new Float32Array(0), count: indices.length };
  };
  const course = { signal: new AbortController().signal, done: (count: number) => said.push(`${count} done`) };
  await trainEpoch(network, parameters!, 2, training, prepare, course);
  const order = epochOrder(training, 0, 2);
  const batch = (number: number) => `batch ${number} of epoch 2: ${order.slice(4 * number, 4 * number + 4).join()}`;
  expect(said).toEqual([
    ...[batch(0), 'step on 4', batch(1), '4 done'],
    ...['step on 4', batch(2), '4 done'],
    ...['step on 2', '2 done'],
  ]);
});
