import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withFolder } from '../fixtures/made-files.ts';
import { exactly, fileRange, head, readAt, skip, whole, wholeItems, writeAt } from './byte-streams.ts';
import { DatasetError } from './errors.ts';

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function chunksOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return chunks;
}

const chunks = fc.array(fc.uint8Array({ maxLength: 7 }), { maxLength: 8 });
const lengths = fc.nat(40);

describe('a stream of bytes, however it is cut into chunks,', () => {
  it('has a head of the bytes asked for, or of as many as there are, and is asked for no chunk more', () =>
    fc.assert(
      fc.asyncProperty(chunks, fc.integer({ min: 1, max: 40 }), async (given, length) => {
        let asked = 0;
        async function* counted() {
          for (const chunk of given) {
            asked += 1;
            yield chunk;
          }
        }
        const all = Buffer.concat(given);
        expect(Buffer.from(await head(counted(), length))).toEqual(all.subarray(0, length));
        const ends = given.map((_, k) => Buffer.concat(given.slice(0, k + 1)).length);
        const enough = ends.findIndex((end) => end >= length);
        expect(asked).toBe(enough === -1 ? given.length : enough + 1);
      }),
    ));

  it('is the same as one array', () =>
    fc.assert(
      fc.asyncProperty(chunks, async (given) => {
        const all = Buffer.concat(given);
        expect(Buffer.from(await whole(streamOf(given), all.length))).toEqual(all);
      }),
    ));

  it('is what is behind the bytes that are skipped, in chunks that are not empty', () =>
    fc.assert(
      fc.asyncProperty(chunks, lengths, async (given, count) => {
        const rest = await chunksOf(skip(streamOf(given), count));
        expect(Buffer.concat(rest)).toEqual(Buffer.concat(given).subarray(count));
        expect(rest.map(({ length }) => length)).not.toContain(0);
      }),
    ));

  it('comes in whole items without the last broken one, in chunks that are not empty', () =>
    fc.assert(
      fc.asyncProperty(chunks, fc.integer({ min: 1, max: 9 }), async (given, itemBytes) => {
        const all = Buffer.concat(given);
        const items = await chunksOf(wholeItems(streamOf(given), itemBytes));
        expect(Buffer.concat(items)).toEqual(all.subarray(0, all.length - (all.length % itemBytes)));
        for (const { length } of items) expect([length > 0, length % itemBytes]).toEqual([true, 0]);
      }),
    ));

  it('passes whole where it is as long as it says, and is refused where it is shorter or longer', () =>
    fc.assert(
      fc.asyncProperty(chunks, lengths, async (given, length) => {
        const all = Buffer.concat(given);
        const passed = chunksOf(exactly(streamOf(given), length, 'a.npy')).then((got) => Buffer.concat(got));
        if (all.length === length) expect(await passed).toEqual(all);
        else
          await expect(passed).rejects.toThrow(
            all.length < length
              ? `a.npy is cut off: it declares ${length} bytes and unpacks to ${all.length}`
              : `a.npy unpacks to more than the ${length} bytes that it declares`,
          );
      }),
    ));
});

describe('bytes of a file', () => {
  const withFile = (bytes: Uint8Array, use: (handle: Awaited<ReturnType<typeof open>>) => Promise<void>) =>
    withFolder(async (folder) => {
      await writeFile(join(folder, 'file'), bytes);
      const handle = await open(join(folder, 'file'), 'r+');
      try {
        await use(handle);
      } finally {
        await handle.close();
      }
    });

  it('are read and written where they lie', () =>
    withFile(Uint8Array.of(0, 1, 2, 3, 4, 5), async (handle) => {
      await writeAt(handle, Uint8Array.of(12, 13), 2);
      expect(await readAt(handle, 1, 4, 'file')).toEqual(Uint8Array.of(1, 12, 13, 4));
      expect(await readAt(handle, 6, 0, 'file')).toEqual(new Uint8Array(0));
    }));

  it('that are not there are named', () =>
    withFile(Uint8Array.of(0, 1, 2, 3, 4, 5), async (handle) => {
      const missing = readAt(handle, 4, 3, 'file');
      await expect(missing).rejects.toThrow('file is cut off: byte 6 is needed, the file ends at 6');
      const nowhere = readAt(handle, Number.MAX_SAFE_INTEGER, 1, 'file');
      await expect(nowhere).rejects.toThrow(DatasetError);
      await expect(nowhere).rejects.toThrow(`file is damaged: it points to byte ${Number.MAX_SAFE_INTEGER}`);
    }));

  it('come from a start to an end in chunks of at most 256 KiB', () => {
    const bytes = Uint8Array.from({ length: 600_000 }, (_, k) => k * 31);
    return withFile(bytes, async (handle) => {
      const read = await chunksOf(fileRange(handle, 5, 599_999, 'file'));
      expect(read.map(({ length }) => length)).toEqual([2 ** 18, 2 ** 18, 599_994 - 2 ** 19]);
      expect(Buffer.concat(read).equals(bytes.subarray(5, 599_999))).toBe(true);
    });
  });
});
