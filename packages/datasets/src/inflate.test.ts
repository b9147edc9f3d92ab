import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DatasetError } from './errors.ts';
import { inflate } from './inflate.ts';

const data = Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * at) % 251));
async function* chunks(...all: readonly Uint8Array[]) {
  yield* all;
}
async function whole(packed: AsyncIterable<Uint8Array>, format: 'deflate' | 'gzip') {
  const parts: Uint8Array[] = [];
  for await (const chunk of inflate(packed, format, 'a')) parts.push(chunk);
  return Buffer.concat(parts);
}

describe.each([
  ['deflate', deflateRawSync(data)],
  ['gzip', gzipSync(data)],
] as const)('%s', (format, packed) => {
  it('is unpacked in whatever pieces it comes', async () => {
    const at = Math.floor(packed.length / 3);
    expect((await whole(chunks(packed), format)).equals(data)).toBe(true);
    expect((await whole(chunks(packed.subarray(0, at), packed.subarray(at)), format)).equals(data)).toBe(true);
  });

  it('that ends too early says after how many bytes', async () => {
    const read: Uint8Array[] = [];
    const cut = async () => {
      for await (const chunk of inflate(chunks(packed.subarray(0, -20)), format, 'a')) read.push(chunk);
    };
    const error: unknown = await cut().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DatasetError);
    const bytes = Buffer.concat(read).length;
    expect(bytes).toBeGreaterThan(0);
    expect(error).toMatchObject({
      message: `a is damaged: unpacking stops after ${bytes} bytes (unexpected end of file)`,
      cause: { code: 'Z_BUF_ERROR' },
    });
  });

  it('whose source fails fails as that does', async () => {
    const failure = Object.assign(new Error('the disk is gone'), { code: 'EIO' });
    async function* failing() {
      yield packed.subarray(0, 20);
      throw failure;
    }
    await expect(whole(failing(), format)).rejects.toBe(failure);
  });
});
