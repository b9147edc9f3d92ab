import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { idx } from '../fixtures/made-files.ts';
import { madeFile } from '../fixtures/made-tree.ts';
import { readIdxFile } from './idx-file.ts';

const read = (bytes: Uint8Array) => readIdxFile(madeFile('a/file', bytes));

async function valuesOf(bytes: Uint8Array): Promise<number[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await read(bytes)).values()) chunks.push(chunk);
  return [...Buffer.concat(chunks)];
}

it.each([
  [8, 'uint8', 'u', 1],
  [9, 'int8', 'i', 1],
  [11, 'int16', 'i', 2],
  [12, 'int32', 'i', 4],
  [13, 'float32', 'f', 4],
  [14, 'float64', 'f', 8],
])('type %d of an IDX file is %s, big endian', async (code, name, kind, itemBytes) => {
  const file = await read(idx(code, [2, 3], new Uint8Array(6 * itemBytes)));
  expect(file).toMatchObject({ shape: [2, 3], type: { name, kind, itemBytes, littleEndian: false } });
});

it('an IDX file is its values, plain or gzip', async () => {
  const plain = idx(8, [3], Uint8Array.of(7, 8, 9));
  expect(await valuesOf(plain)).toEqual([7, 8, 9]);
  expect(await valuesOf(gzipSync(plain))).toEqual([7, 8, 9]);
});

describe('refused as no IDX file is one', () => {
  const plain = idx(8, [3], Uint8Array.of(7, 8, 9));
  const changed = (at: number, value: number) => Uint8Array.from(plain, (byte, k) => (k === at ? value : byte));

  it.each([
    ['whose first byte is not 0', changed(0, 1), 'got 01000801'],
    ['whose second byte is not 0', changed(1, 1), 'got 00010801'],
    ['that begins with one byte of gzip', changed(0, 0x1f), 'got 1f000801'],
    ['that begins with the other byte of gzip', changed(1, 0x8b), 'got 008b0801'],
    ['of an unknown type', changed(2, 10), 'got 00000a01'],
    ['of no rank', changed(3, 0), 'got 00000800'],
    ['that is empty', new Uint8Array(0), 'got nothing'],
    ['that is cut in its shape', plain.subarray(0, 7), 'its header needs 8 bytes, there are 7'],
    ['that is cut in its values', plain.subarray(0, 10), 'of shape [3] needs 11 bytes; it has 10'],
    ['of more values', Uint8Array.of(...plain, 0), 'of shape [3] needs 11 bytes; it has 12'],
  ])('%s', async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(message);
  });
});
