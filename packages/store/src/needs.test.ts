import { expect, it } from 'vitest';
import { needsMetBy } from './needs.ts';

const runtimeOf = (name: string, available = true) => ({ name, available, device: name, reason: null });
const runsFormat = (runtime: string, format: string) =>
  runtime.startsWith('onnx/') ? format === 'ONNX' : format === 'TFJS_GRAPH' || format === 'TFJS_LAYERS';

it('a worker meets what its runtimes evaluate, asked for by name or not, with a teacher that they evaluate or without', () => {
  expect(needsMetBy([runtimeOf('onnx/cpu'), runtimeOf('onnx/cuda', false)], runsFormat)).toEqual([
    ...['ONNX auto', 'ONNX auto ONNX', 'ONNX onnx/cpu', 'ONNX onnx/cpu ONNX'],
  ]);
});

it('the teacher of a training may be of another format that the worker evaluates', () => {
  const needs = needsMetBy([runtimeOf('onnx/cpu'), runtimeOf('tfjs/wasm')], runsFormat);
  // Three formats, each by auto or its runtime, each without a teacher or with one of three.
  expect(needs).toHaveLength(3 * 2 * 4);
  expect(new Set(needs)).toHaveLength(24);
  expect(needs).toContain('TFJS_LAYERS tfjs/wasm ONNX');
  expect(needs).not.toContain('ONNX tfjs/wasm');
});

it('without a runtime that is there nothing is met', () => {
  expect(needsMetBy([runtimeOf('onnx/cpu', false)], runsFormat)).toEqual([]);
});
