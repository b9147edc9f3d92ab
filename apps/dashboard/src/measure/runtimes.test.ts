import { expect, test } from 'vitest';
import { runtimeChoices, unavailableWords } from './runtimes.ts';

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
