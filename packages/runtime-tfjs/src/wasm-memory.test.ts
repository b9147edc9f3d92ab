import { EngineError } from '@passband/engine';
import { expect, test } from 'vitest';
import { guardMemory, memoryError } from './wasm-memory.ts';

test('memory that is there is given, memory that is not is an EngineError', () => {
  const backend = { wasm: { _malloc: (bytes: number) => (bytes > 100 ? 0 : 8) } };
  guardMemory(backend);
  expect(backend.wasm._malloc(100)).toBe(8);
  expect(() => backend.wasm._malloc(101)).toThrow(EngineError);
  expect(() => backend.wasm._malloc(101)).toThrow('101 bytes more do not fit');
});

test('a module that stops says what to do; other errors stay as they are', () => {
  const stopped = memoryError(new WebAssembly.RuntimeError('memory access out of bounds'));
  expect(stopped).toBeInstanceOf(EngineError);
  expect(String(stopped)).toMatch('it stopped (memory access out of bounds): take smaller batches');
  const other = new RangeError('other');
  expect(memoryError(other)).toBe(other);
});
