import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MadeEntry, withFolder, zip } from '../fixtures/made-files.ts';
import { DatasetError } from './errors.ts';
import { entryBytes, readZipDirectory } from './zip.ts';

const text = Buffer.from('some text, some text, some text, some text, some text');

function withZip<T>(bytes: Uint8Array, use: (handle: FileHandle, sizeBytes: number) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    const file = join(folder, 'a.zip');
    await writeFile(file, bytes);
    const handle = await open(file);
    try {
      return await use(handle, bytes.length);
    } finally {
      await handle.close();
    }
  });
}

function unzip(bytes: Uint8Array, name = 'a'): Promise<Buffer> {
  return withZip(bytes, async (handle, sizeBytes) => {
    const { entries } = await readZipDirectory(handle, 'a.zip', sizeBytes, (each) => each === name);
    const entry = entries.get(name);
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry === undefined ? [] : entryBytes(handle, entry)) {
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  });
}

const one = (entry: Partial<MadeEntry> = {}) => zip([{ name: 'a', data: text, ...entry }]);

describe('a file in a zip', () => {
  it('comes out as it went in, stored or deflated', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), fc.boolean(), async (data, deflate) => {
        expect(
          await unzip(
            zip([
              { name: 'b', data: text },
              { name: 'a', data, deflate },
            ]),
          ),
        ).toEqual(Buffer.from(data));
      }),
      { numRuns: 40 },
    );
  });

  it('comes out whole when it is larger than a chunk', async () => {
    const data = Buffer.alloc(1_000_003, 'random enough ');
    expect((await unzip(one({ data, deflate: true }))).equals(data)).toBe(true);
    expect((await unzip(one({ data }))).equals(data)).toBe(true);
  });

  it('with a single bit changed is refused, or comes out the same', async () => {
    for (const deflate of [true, false]) {
      const bytes = one({ deflate });
      const end = 31 + (deflate ? bytes.indexOf('PK\x01\x02') - 31 : text.length);
      for (let at = 31; at < end; at += 3) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 0x10;
        const result = await unzip(changed).catch((error: unknown) => error);
        // The last byte of a deflate stream may have bits that mean nothing.
        expect(result instanceof DatasetError || text.equals(Buffer.from(String(result))), `byte ${at}`).toBe(true);
      }
    }
  });

  it('is refused when it unpacks to more than it declares', async () => {
    const bomb = one({ data: Buffer.alloc(5_000_000), deflate: true, says: { sizeBytes: 1000 } });
    await expect(unzip(bomb)).rejects.toThrow('a unpacks to more than the 1000 bytes that it declares');
  });

  it('is refused when it unpacks to less than it declares', async () => {
    await expect(unzip(one({ deflate: true, says: { sizeBytes: 60 } }))).rejects.toThrow(
      'a is cut off: it declares 60 bytes and unpacks to 53',
    );
  });

  it('is refused before it is unpacked when it declares more than deflate can hold', async () => {
    await expect(unzip(one({ deflate: true, says: { sizeBytes: 4_000_000_000 } }))).rejects.toThrow(
      /^a\.zip: a can't unpack to the 4000000000 bytes that it declares: it has \d+$/,
    );
  });

  it('is refused when its checksum is wrong', async () => {
    await expect(unzip(one({ says: { crc32: 1 } }))).rejects.toThrow(
      'a is damaged: its checksum should be 00000001; got',
    );
  });

  it.each([
    ['encrypted', { flags: 1 }, 'a.zip: a must not be encrypted'],
    [
      'stored, of another size than it says',
      { packedBytes: 50 },
      'a is cut off: it declares 53 bytes and unpacks to 50',
    ],
    ['packed another way', { method: 12 }, 'a.zip: a must be stored or deflated (0 or 8); got compression method 12'],
    [
      'said to be elsewhere',
      { offset: 3 },
      "a.zip: the zip's directory is damaged: no file begins where it says that a does",
    ],
    ['said to be beyond the end', { offset: 90_000 }, 'a.zip: a is cut off: byte 90029 is needed'],
    ['longer than the zip', { method: 8, packedBytes: 9999 }, 'a.zip is cut off: a needs'],
  ])('is refused when it is %s', async (_, says, message) => {
    await expect(unzip(one({ says }))).rejects.toThrow(message);
  });

  it('is refused when there are two of its name', async () => {
    await expect(
      unzip(
        zip([
          { name: 'a', data: text },
          { name: 'a', data: text },
        ]),
      ),
    ).rejects.toThrow('a.zip holds two files named a');
  });
});

describe("a zip's directory", () => {
  it('is found missing wherever the zip is cut', async () => {
    const bytes = zip([
      { name: 'a', data: text, deflate: true },
      { name: 'b', data: text },
    ]);
    for (let length = 4; length < bytes.length; length += 5) {
      await expect(unzip(bytes.subarray(0, length)), `at ${length}`).rejects.toThrow('the zip is cut off or damaged');
    }
  });

  it('with any one byte changed is read or refused, and nothing is thrown elsewhere', async () => {
    const bytes = zip([
      { name: 'a', data: text, deflate: true },
      { name: 'b', data: text },
    ]);
    for (let at = bytes.indexOf('PK\x01\x02'); at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = 0xff;
      const result = await unzip(changed).catch((error: unknown) => error);
      expect(result instanceof DatasetError || result instanceof Buffer, `byte ${at}: ${String(result)}`).toBe(true);
    }
  });

  it('that points beyond 2^53 is refused', async () => {
    const locator = Buffer.alloc(20, 0xff);
    locator.write('PK\x06\x07', 'latin1');
    const end = zip([]);
    await expect(unzip(Buffer.concat([locator, end]))).rejects.toThrow('the zip is cut off or damaged');
  });

  it('gives the names of the archive for messages', async () => {
    const names = await withZip(
      zip([
        { name: 'x', data: text },
        { name: 'y', data: text },
      ]),
      async (handle, sizeBytes) => readZipDirectory(handle, 'a.zip', sizeBytes, (name) => name === 'a'),
    );
    expect(names).toEqual({ entries: new Map(), names: ['x', 'y'] });
  });
});
