import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ArchiveRefused } from '../errors.ts';
import { useFolders } from '../testing/folders.ts';
import { type ArchiveHead, CONTENTS_ENTRY, FORMAT, fileEntry, HEAD_ENTRY, partEntry } from './archive-format.ts';
import { type Row, readArchive } from './archive-reader.ts';
import { archiveOf } from './archive-writer.ts';
import { sealOf } from './seal.ts';

const folders = useFolders();

const head: ArchiveHead = {
  ...{ format: FORMAT, passband: '1.2.3', migration: 4, savedAt: '2026-01-02T03:04:05.678Z', database: 'none' },
  tables: [
    { name: 'models', columns: ['id', 'name'] },
    { name: 'paths', columns: ['id', 'curves'] },
  ],
};
const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

interface Given {
  rows?: Row[];
  content?: Buffer;
  head?: object;
  contents?: object;
}

/** The bytes of an archive of some rows of models in two parts, none of paths, and one file. */
async function archive(given: Given = {}): Promise<Buffer> {
  const {
    rows = [
      ['1', 'a'],
      ['2', null],
    ],
    content = Buffer.from('content'),
  } = given;
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`);
  const contents = {
    tables: { models: { rows: rows.length, sha256: sha256(lines.join('')) }, paths: { rows: 0, sha256: sha256('') } },
    files: { count: 1, bytes: content.length },
  };
  const chunks: Uint8Array[] = [];
  const bytes = archiveOf(async (entries) => {
    await entries.whole(HEAD_ENTRY, Buffer.from(JSON.stringify({ ...head, ...given.head })));
    await entries.whole(partEntry('models', 0), Buffer.from(lines.slice(0, 1).join('')));
    await entries.whole(partEntry('models', 1), Buffer.from(lines.slice(1).join('')));
    await entries.whole(fileEntry(sha256(content)), content);
    await entries.whole(CONTENTS_ENTRY, Buffer.from(JSON.stringify({ ...contents, ...given.contents })));
  }, new Date(0));
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function written(bytes: Uint8Array): Promise<string> {
  const file = join(await folders.empty(), 'archive.tar.gz');
  await writeFile(file, bytes);
  return file;
}

it('an archive gives back the rows and the files that were put in, whatever they are', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '\n', '"', '\\', '\u2028', 'NaN', '{}', '🦜'),
  );
  const row = fc.tuple(text, fc.option(text, { nil: null }));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 5 }), fc.uint8Array(), async (rows, bytes) => {
      const content = Buffer.from(bytes);
      const found: Row[] = [];
      const files: Buffer[] = [];
      const { contents } = await readArchive(await written(await archive({ rows, content })), {
        rows: async (table, more) => void found.push(...(table === 'models' ? more : [])),
        async file(_, size, chunks) {
          const parts: Uint8Array[] = [];
          for await (const chunk of chunks) parts.push(chunk);
          files.push(Buffer.concat(parts));
          expect(size).toBe(content.length);
        },
      });
      expect(found).toEqual(rows);
      expect(files).toEqual([content]);
      expect(contents.tables.models?.rows).toBe(rows.length);
    }),
    { numRuns: 50 },
  );
});

it('an archive that is cut off after any byte is refused', async () => {
  const whole = await archive();
  await readArchive(await written(whole));
  for (let length = 0; length < whole.length; length += 1)
    await expect(readArchive(await written(whole.subarray(0, length)))).rejects.toThrow(ArchiveRefused);
});

it('an archive of which any bit is another is refused, and one with a byte more', async () => {
  const whole = await archive();
  for (let place = 0; place < whole.length; place += 1) {
    const altered = Buffer.from(whole);
    altered[place] = (altered[place] ?? 0) ^ (1 << (place % 8));
    await expect(readArchive(await written(altered)), `byte ${place}`).rejects.toThrow(ArchiveRefused);
  }
  await expect(readArchive(await written(Buffer.concat([whole, Buffer.of(0)])))).rejects.toThrow(ArchiveRefused);
});

it('says of what is no archive, of a newer one and of one that lacks what it says it has what is wrong', async () => {
  const reading = async (bytes: Uint8Array): Promise<unknown> => readArchive(await written(bytes));
  const sealed = (bytes: Buffer): Buffer => Buffer.concat([bytes, sealOf(sha256(bytes))]);
  await expect(readArchive('/nowhere/a')).rejects.toThrow(/an archive must be a file that can be read; .* \(ENOENT\)/);
  await expect(reading(randomBytes(5000))).rejects.toThrow(/must be whole.* is cut off, or is no archive/);
  await expect(reading(sealed(gzipSync(randomBytes(5000))))).rejects.toThrow(/is damaged/);
  await expect(reading(await archive({ head: { format: FORMAT + 1 } }))).rejects.toThrow(/has format 2: use the newer/);
  await expect(reading(await archive({ head: { migration: 'x' } }))).rejects.toThrow(/archive\.json: migration /);
  await expect(reading(await archive({ contents: { files: { count: 2, bytes: 7 } } }))).rejects.toThrow(
    /it has 1 file, not 2/,
  );
  await expect(reading(await archive({ contents: { files: { count: 1, bytes: 8 } } }))).rejects.toThrow(
    /its files have 7 bytes, not 8$/,
  );
  await expect(reading(await archive({ contents: { tables: {} } }))).rejects.toThrow(/2 rows of models, not 0/);
  const others = { models: { rows: 2, sha256: sha256('other rows') } };
  await expect(reading(await archive({ contents: { tables: others } }))).rejects.toThrow(
    /its rows of models are not those that were saved$/,
  );
  await expect(reading(await archive({ rows: [['1'], ['2', 'b']] }))).rejects.toThrow(/a row of models is not 2 texts/);
});

it('an archive that fails while it is made says why, and has no seal', async () => {
  const file = join(await folders.empty(), 'archive.tar.gz');
  const failing = archiveOf(async (entries) => {
    for (let part = 0; part < 20; part += 1) await entries.whole(partEntry('models', part), randomBytes(300_000));
    throw new Error('the database is gone');
  }, new Date(0));
  await expect(writeFile(file, failing)).rejects.toThrow('the database is gone');
  await expect(readArchive(file)).rejects.toThrow(ArchiveRefused);
  expect((await readFile(file)).length).toBeGreaterThan(0);
});

it('who stops reading an archive stops what makes it', async () => {
  let ended = false;
  const endless = archiveOf(async (entries) => {
    try {
      for (let part = 0; ; part += 1) await entries.whole(partEntry('models', part), randomBytes(100_000));
    } finally {
      ended = true;
    }
  }, new Date(0));
  for await (const _ of endless) break;
  expect(ended).toBe(true);
});
