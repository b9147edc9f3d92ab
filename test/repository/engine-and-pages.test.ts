import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { warningWords } from '../../apps/dashboard/src/format/labels.ts';
import { runtimesOf, TRAINED_FORMAT } from '../../apps/dashboard/src/measure/runtimes.ts';
import { augmentations, noiseKinds } from '../../apps/dashboard/src/measure/training.ts';
import { parseNoise, precisionWarning, runsFormat } from '../../packages/engine/src/index.ts';
import * as store from '../../packages/store/src/needs.ts';
import { root } from '../end-to-end/passband.ts';

/** What the pages know of the engine, which they cannot import. */

const schema = readFileSync(path.join(root, 'schema/schema.graphql'), 'utf8');

/** The values of an enum of the public schema. */
function valuesOf(name: string): string[] {
  const [, body = ''] = new RegExp(`^enum ${name} \\{\\n([^}]*)\\}`, 'm').exec(schema) ?? [];
  return body
    .replaceAll(/"""[^"]*"""/g, '')
    .split(/\s+/)
    .filter(Boolean)
    .sort();
}

const FORMATS = ['ONNX', 'TF_SAVED_MODEL', 'TFJS_GRAPH', 'TFJS_LAYERS'] as const;
const RUNTIMES = [
  'onnx/cpu',
  'onnx/cuda',
  'onnx/webgpu',
  'tensorflow/cpu',
  'tensorflow/cuda',
  'tfjs/wasm',
  'tfjs/webgpu',
];

test.each(FORMATS)('the Measure page offers for %s files the runtimes by which the engine evaluates them', (format) => {
  const runtimes = RUNTIMES.map((name) => ({ name, available: true, device: null, reason: null }));
  const offered = runtimesOf(runtimes, format).map(({ name }) => name);
  expect(offered).toEqual(RUNTIMES.filter((name) => runsFormat(name, format)));
  expect(offered.length).toBeGreaterThan(0);
});

test('these are the formats that files have in the public schema', () => {
  expect(valuesOf('ModelFormat')).toEqual([...FORMATS, 'EXTERNAL'].sort());
});

test('the page and the queue know trained networks by one format', () => {
  expect(TRAINED_FORMAT).toBe(store.TRAINED_FORMAT);
});

test('the page offers every noise and augmentation that the API takes, and the engine takes each noise', () => {
  expect([...noiseKinds].sort()).toEqual(valuesOf('NoiseKind'));
  expect([...augmentations].sort()).toEqual(valuesOf('Augmentation'));
  for (const noise of noiseKinds) {
    const problems: Parameters<typeof parseNoise>[0] = [];
    const facts = { imageCount: 10, imageShape: [4, 4, 1], mean: [0], std: [1], classes: [] };
    expect(parseNoise(problems, { noise, frequency: 0.1 }, facts).noise).toBe(noise);
    expect(problems.filter(({ field }) => field === 'noise')).toEqual([]);
  }
});

test('a page says of the half-width, as its field does, what the engine warns of precision', () => {
  const warning = precisionWarning({ precision: 0.01, pairsPerGroup: 20 }, [['WITHIN_CLASS', 0.02]]);
  expect(warning).toMatch(/^precision /);
  expect(warningWords(warning ?? '')).toBe(warning?.replace('precision', '95 % half-width'));
});
