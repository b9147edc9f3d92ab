import { join } from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { nodesOf } from './graph-model.ts';
import type { JsonObject } from './json.ts';
import { readModelJson } from './model-json.ts';
import { wasmBackend } from './own-copy.ts';
import { IMAGES, twin } from './test-models.ts';
import { unfused } from './unfuse.ts';
import { handlerOf } from './weights.ts';

const model = await readModelJson(join(twin('tfjs-graph'), 'model.json'));
const operations = (topology: JsonObject): string[] => nodesOf(topology).map(({ op }) => String(op));
const fusedCount = (topology: JsonObject): number => operations(topology).filter((op) => op === '_FusedConv2D').length;
const isBias = (name: string): boolean => model.weights.some((one) => one.name === name && one.shape.length === 1);

/** What the twin gives for the images, its topology changed. */
async function outputs(topology: JsonObject): Promise<Float32Array> {
  const { core, loadGraphModel } = (await wasmBackend()).tf;
  const whole = await handlerOf(model).load?.();
  const network = await loadGraphModel({
    load: async (): Promise<io.ModelArtifacts> => ({ ...whole, modelTopology: topology }),
  });
  const given = core.tidy(() => network.predict(core.tensor4d(IMAGES, [5, 10, 12, 3])));
  if (!(given instanceof core.Tensor)) throw new Error('the twin has one output');
  const values = await given.data<'float32'>();
  given.dispose();
  network.dispose();
  return values;
}

test('convolutions that add an image are taken apart, those that add a bias are left', () => {
  const apart = unfused(model.topology, isBias);
  expect([fusedCount(model.topology), fusedCount(apart)]).toEqual([2, 1]);
  expect(operations(apart)).toEqual(expect.arrayContaining(['Conv2D', 'AddV2', 'Relu']));
});

test('a graph without such convolutions is left as it is', () => {
  expect(unfused(model.topology, () => true)).toBe(model.topology);
});

test('a graph taken apart gives the same outputs to 1e-5, its biases too', async () => {
  const right = await outputs(unfused(model.topology, isBias));
  const everything = unfused(model.topology, () => false);
  expect(fusedCount(everything)).toBe(0);
  (await outputs(everything)).forEach((value, k) => {
    expect(Math.abs(value - right[k]!)).toBeLessThan(1e-5);
  });
});
