import { EngineError } from '@passband/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CheckpointHead, decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';

const HEAD: CheckpointHead = {
  architecture: 'mlp',
  imageShape: [28, 28, 1],
  classCount: 10,
  arrays: [
    { name: 'a/kernel', shape: [2, 3] },
    { name: 'b', shape: [] },
  ],
};
const ARRAYS = [Float32Array.of(1, -0, 3e-40, Number.NaN, Infinity, 6), Float32Array.of(7)];

test('arrays come back to the last bit', () => {
  expect(decodeCheckpoint(encodeCheckpoint(HEAD, ARRAYS), HEAD)).toEqual(ARRAYS);
});

test('a checkpoint that is cut off or changed anywhere is refused, as none or as damaged', () => {
  const bytes = encodeCheckpoint(HEAD, ARRAYS);
  const refusal =
    /^a training goes on .*; these \d+ bytes are none$|^a checkpoint must be whole; its \d+ bytes are damaged$/;
  const damaged = fc.record({ at: fc.nat(bytes.length - 1), by: fc.integer({ min: 1, max: 255 }) });
  for (let length = 0; length < bytes.length; length += 3)
    expect(() => decodeCheckpoint(bytes.subarray(0, length), HEAD)).toThrow(refusal);
  fc.assert(
    fc.property(damaged, ({ at, by }) => {
      const changed = Uint8Array.from(bytes, (byte, k) => (k === at ? byte ^ by : byte));
      expect(() => decodeCheckpoint(changed, HEAD)).toThrow(refusal);
      expect(() => decodeCheckpoint(changed, HEAD)).toThrow(EngineError);
    }),
  );
});

test("another network's is refused with both", () => {
  const bytes = encodeCheckpoint({ ...HEAD, classCount: 3 }, ARRAYS);
  expect(() => decodeCheckpoint(bytes, HEAD)).toThrow(
    'a training of mlp for images of 28 x 28 x 1 and 10 classes goes on from a checkpoint of the same; got one of mlp for images of 28 x 28 x 1 and 3 classes',
  );
});
