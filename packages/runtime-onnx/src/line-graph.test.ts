import {
  type Classifier,
  fittingLayout,
  type ImageShape,
  type InputLayout,
  type LineSamples,
  type NetworkValues,
} from '@passband/engine';
import { afterEach, describe, expect, test } from 'vitest';
import { networkShape } from './facts.ts';
import { readModelFile } from './model-file.ts';
import { openSession } from './onnx-classifier.ts';
import { fixture } from './test-networks.ts';

const opened: Classifier[] = [];
afterEach(async () => {
  for (const classifier of opened.splice(0)) await classifier.close();
});

/** As a GPU would run it, on the processor. */
async function openLines(name: string, imageShape: ImageShape, asked: InputLayout | null = null): Promise<Classifier> {
  const file = fixture(name);
  const network = networkShape(await readModelFile(file));
  const layout = fittingLayout(network, imageShape, asked);
  const session = { executionProviders: ['cpu'], logSeverityLevel: 3 } as const;
  const common = {
    file,
    network,
    layout,
    imageShape,
    output: null,
    largestPixel: 1,
    runtime: 'onnx/cpu',
    device: 'cpu',
  };
  const classifier = await openSession({ ...common, session, onGpu: true });
  opened.push(classifier);
  return classifier;
}

/** Lines of different lengths that share starts and directions, not in order. */
function linesOf(imageSize: number, count: number): LineSamples {
  const wave = (length: number, factor: number) => Float32Array.from({ length }, (_, k) => Math.sin(factor * k * k));
  return {
    starts: wave(3 * imageSize, 1),
    startCount: 3,
    directions: wave(5 * imageSize, 2),
    directionCount: 5,
    start: Int32Array.from({ length: count }, (_, k) => (2 * k) % 3),
    direction: Int32Array.from({ length: count }, (_, k) => (3 * k) % 5),
    weight: Float32Array.from({ length: count }, (_, k) => k / count),
    count,
  };
}

function imagesOf({ starts, directions, start, direction, weight, count }: LineSamples, size: number): Float32Array {
  return Float32Array.from({ length: count * size }, (_, at) => {
    const [k, pixel] = [Math.floor(at / size), at % size];
    return starts[start[k]! * size + pixel]! + weight[k]! * directions[direction[k]! * size + pixel]!;
  });
}

const COLOUR: ImageShape = [10, 12, 3];
const NETWORKS: [string, ImageShape][] = [
  ['nchw-logits.onnx', COLOUR],
  ['nhwc-logits.onnx', COLOUR],
  ['nchw-fixed-batch.onnx', COLOUR],
  ['nchw-probabilities.onnx', COLOUR],
  ['grey-confident.onnx', [8, 8, 1]],
];

describe.each(NETWORKS)('%s that makes the samples of lines itself', (name, shape) => {
  test.each<NetworkValues>(['PROBABILITIES', 'SCORES'])(
    'gives the %s of the same samples made outside',
    async (asked) => {
      const classifier = await openLines(name, shape);
      const size = shape[0] * shape[1] * shape[2];
      for (const count of [1, 7, 64]) {
        const samples = linesOf(size, count);
        const values = await classifier.evaluateLines!(samples, asked);
        const expected = await classifier.evaluate(imagesOf(samples, size), count, asked);
        const largest = asked === 'SCORES' ? expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1) : 1;
        expect(values).toHaveLength(expected.length);
        values.forEach((value, k) => {
          expect(Math.abs(value - expected[k]!)).toBeLessThan(1e-5 * largest);
        });
      }
    },
  );
});

test('a confident network keeps what its largest probability lacks of 1', async () => {
  const classifier = await openLines('grey-confident.onnx', [8, 8, 1]);
  const samples = linesOf(64, 32);
  const values = await classifier.evaluateLines!(samples);
  const expected = await classifier.evaluate(imagesOf(samples, 64), 32);
  const near = expected.filter((value) => value > 0.999 && value < 1);
  expect(near.length).toBeGreaterThan(0);
  values.forEach((value, k) => {
    const rest = 1 - expected[k]!;
    expect(Math.abs(1 - value - rest)).toBeLessThan(1e-3 * rest + 1e-14);
  });
});
