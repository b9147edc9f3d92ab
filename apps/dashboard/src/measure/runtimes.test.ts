import { expect, test } from 'vitest';
import { runtimeChoices, runtimesOf, unavailableWords } from './runtimes.ts';

const runtimes = [
  { name: 'onnx/cuda', available: false, device: null, reason: 'no CUDA library found.' },
  { name: 'onnx/cpu', available: true, device: 'AMD EPYC', reason: null },
];

test('auto says what it would take: the first that is there', () => {
  expect(runtimeChoices(runtimes)[0]).toEqual({ value: 'auto', label: 'auto: onnx/cpu', disabled: false });
  expect(runtimeChoices([])[0]?.label).toBe('auto');
});

test('a runtime that is not there can not be chosen, and its reason is said', () => {
  expect(runtimeChoices(runtimes)[1]).toEqual({
    value: 'onnx/cuda',
    label: 'onnx/cuda (not available)',
    disabled: true,
  });
  expect(unavailableWords(runtimes)).toBe('onnx/cuda: no CUDA library found.');
});

test('only those that evaluate the file of the model are offered; all while no model is chosen', () => {
  const names = ['tensorflow/cpu', 'tfjs/wasm', 'onnx/cpu'];
  const all = names.map((name) => ({ name, available: true, device: null, reason: null }));
  const offered = (format: string | null) => runtimesOf(all, format).map(({ name }) => name);
  expect(offered('ONNX')).toEqual(['onnx/cpu']);
  expect(offered('TF_SAVED_MODEL')).toEqual(['tensorflow/cpu']);
  expect(offered('TFJS_LAYERS')).toEqual(['tensorflow/cpu', 'tfjs/wasm']);
  expect(offered(null)).toEqual(names);
});
