import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Classifier, OpenClassifierOptions } from '@passband/engine';
import { describe, expect, test } from 'vitest';
import { networkShape } from './facts.ts';
import { readModelFile } from './model-file.ts';
import { onnxRuntimes } from './runtimes.ts';
import { fixture } from './test-networks.ts';
import { openThreads, sessionsFor } from './threads.ts';

const feed = { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null } as const;
const options: OpenClassifierOptions = { runtime: 'onnx/cpu', feed, output: null, imageShape: [10, 12, 3], threads: 2 };
const open = (): Promise<Classifier> => onnxRuntimes.open(fixture('nchw-logits.onnx'), options);
const MB = 2 ** 20;

describe('threads are shared out', () => {
  test.each([
    ['a session each for a small network', [16, MB, 784], { count: 16, threads: 1 }],
    [
      'fewer sessions of more threads for a residual network of 45 MB',
      [16, 45 * MB, 3 * 224 * 224],
      { count: 2, threads: 8 },
    ],
    ['no thread idle where fewer sessions use them all', [8, 45 * MB, 3 * 224 * 224], { count: 2, threads: 4 }],
    ['one session of all for a network of 2 GB', [8, 2048 * MB, 784], { count: 1, threads: 8 }],
    ['one where there is one', [1, MB, 784], { count: 1, threads: 1 }],
  ] as const)('%s', (_, [threads, bytes, imageSize], expected) => {
    expect(sessionsFor(threads, bytes, imageSize)).toEqual(expected);
  });
});

test.each([
  ['makes samples of lines itself', 'nchw-logits.onnx', expect.any(Function)],
  ['makes none where its weights are in a file beside it', 'nchw-external.onnx', null],
])('a network on a GPU %s', async (_, name, evaluateLines) => {
  const file = fixture(name);
  const classifier = await openThreads(
    {
      ...{ file, network: networkShape(await readModelFile(file)), layout: 'NCHW', imageShape: [10, 12, 3] },
      ...{ output: null, largestPixel: 1, runtime: 'onnx/webgpu', device: 'a GPU', onGpu: true },
      session: { executionProviders: ['cpu'] },
    },
    1,
  );
  expect(classifier.evaluateLines).toEqual(evaluateLines);
  await classifier.close();
});

describe('a network on several threads', () => {
  const images = Float32Array.from({ length: 12 * 360 }, (_, k) => Math.sin(k * k));

  test('takes images in shared memory as any others', async () => {
    const classifier = await open();
    const shared = new Float32Array(new SharedArrayBuffer(images.byteLength));
    shared.set(images);
    expect(await classifier.evaluate(shared, 12)).toEqual(await classifier.evaluate(images, 12));
    await classifier.close();
  });

  test('answers what it was given before it is closed, and refuses what comes after', async () => {
    const classifier = await open();
    const given = Array.from({ length: 6 }, () => classifier.evaluate(images, 12));
    const closed = classifier.close();
    await expect(classifier.evaluate(images, 12)).rejects.toThrow('the network is closed');
    expect(new Set((await Promise.all(given)).map((values) => values.join()))).toHaveProperty('size', 1);
    await closed;
    await classifier.close();
  });

  test('does not keep a process alive that forgot to close it', async () => {
    const program = `
      import { onnxRuntimes } from ${JSON.stringify(fileURLToPath(new URL('index.ts', import.meta.url)))};
      const classifier = await onnxRuntimes.open(${JSON.stringify(fixture('nchw-logits.onnx'))}, ${JSON.stringify(options)});
      const values = await classifier.evaluate(new Float32Array(360), 1);
      console.log(values.length);`;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 20_000 });
    expect(stdout.trim()).toBe('3');
  });
});
