import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openBlobs } from './blobs.ts';
import { DiskFull, diskFullOr, UploadRefused } from './errors.ts';
import { databases, useStore } from './testing/databases.ts';
import { newDataset, newModel } from './testing/rows.ts';

async function* chunks(...parts: (string | Error)[]): AsyncIterable<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield Buffer.from(part);
  }
}
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hour = (): Date => new Date(Date.now() + 3_600_000);

describe.each(databases)('blobs on %s', (kind) => {
  const test = useStore(kind);
  const files = async (): Promise<string[]> => {
    const entries = await readdir(test.dataFolder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  };
  const folder = (): string => join(test.dataFolder, kind === 'PGlite' ? 'blobs' : 'copies');
  const fresh = async (): Promise<void> => {
    await rm(folder(), { recursive: true, force: true });
    await mkdir(folder());
  };

  it('are kept under the sha256 of their bytes', async () => {
    await fresh();
    const blob = await test.store.blobs.put(chunks('hello ', 'world'));
    expect(blob).toEqual({ sha256: sha256('hello world'), sizeBytes: 11 });
    const file = await test.store.blobs.file(blob.sha256);
    expect(file?.sizeBytes).toBe(11);
    expect(file?.path).toBe(join(folder(), blob.sha256.slice(0, 2), blob.sha256.slice(2)));
    expect(await readFile(file?.path ?? '', 'utf8')).toBe('hello world');
  });

  it('of the same content are one, also when they come at once', async () => {
    await fresh();
    const put = () => test.store.blobs.put(chunks('same'));
    const blobs = [...(await Promise.all([put(), put(), put()])), await put()];
    expect(new Set(blobs.map((blob) => blob.sha256)).size).toBe(1);
    expect(await files()).toHaveLength(1);
  });

  it('may be empty', async () => {
    const blob = await test.store.blobs.put(chunks());
    expect(blob).toEqual({ sha256: sha256(''), sizeBytes: 0 });
    expect((await test.store.blobs.file(blob.sha256))?.sizeBytes).toBe(0);
  });

  it('that are not there are null', async () => {
    expect(await test.store.blobs.file(sha256('nobody'))).toBeNull();
    expect(await test.store.blobs.file('../../etc/passwd')).toBeNull();
  });

  it('that nothing names are removed once they are old, and stay while a model, dataset or upload names them', async () => {
    await fresh();
    const put = async (text: string) => (await test.store.blobs.put(chunks(text))).sha256;
    const names = ['of a model', 'source of a dataset', 'images of a dataset', 'of an upload', 'of nobody'];
    const [model, source, canonical] = [await put(names[0]!), await put(names[1]!), await put(names[2]!)];
    await test.store.models.insert(newModel({ sha256: model }));
    await test.store.datasets.insert(newDataset({ sha256: source, canonicalSha256: canonical }));
    const create = (expiresAt: Date) =>
      test.store.uploads.create({ fileName: 'x', sizeBytes: names[3]!.length, sha256: null, expiresAt });
    await test.store.uploads.receive((await create(hour())).id, chunks(names[3]!));
    const unused = await put(names[4]!);
    expect(await test.store.blobs.removeUnused(60_000)).toBe(0);
    expect(await test.store.blobs.removeUnused(-1_000)).toBe(1);
    expect(await test.store.blobs.file(unused)).toBeNull();
    expect((await files()).length).toBe(4);
    const [again] = await Promise.all([put(names[4]!), test.store.blobs.removeUnused(60_000)]);
    expect(await readFile((await test.store.blobs.file(again))?.path ?? '', 'utf8')).toBe(names[4]);
  });

  it('of uploads go with them when they expire, unless something was registered of them', async () => {
    await fresh();
    const received = async (text: string) => {
      const expiresAt = hour();
      const { id } = await test.store.uploads.create({ fileName: 'x', sizeBytes: 4, sha256: null, expiresAt });
      return test.store.uploads.receive(id, chunks(text));
    };
    const [kept, expired] = [await received('kept'), await received('gone')];
    await test.store.models.insert(newModel({ sha256: kept.receivedSha256 }));
    await sql`update uploads set expires_at = now() - interval '1 s'`.execute(test.database.kysely);
    expect(await test.store.blobs.removeUnused(-1_000)).toBe(1);
    expect(await test.store.uploads.byId(expired.id)).toBeNull();
    expect(await files()).toEqual([kept.receivedSha256?.slice(2)]);
  });

  it('of another sha256 than was said are refused and leave nothing', async () => {
    await fresh();
    await expect(test.store.blobs.put(chunks('a'), { sha256: sha256('b') })).rejects.toThrow(
      `sha256 must be ${sha256('b')}; got ${sha256('a')}`,
    );
    expect(await files()).toEqual([]);
    expect(await test.store.blobs.file(sha256('a'))).toBeNull();
    expect(await test.store.blobs.put(chunks('a'), { sha256: sha256('a').toUpperCase() })).toBeTruthy();
  });

  it('that are too large are refused as soon as they are, and leave nothing', async () => {
    await fresh();
    const unread = new Error('nobody asks for what comes after the cap');
    await expect(test.store.blobs.put(chunks('123', '456', unread), { maximumBytes: 5 })).rejects.toThrow(
      'a file must have at most 5 bytes; got 6 and more',
    );
    expect(await files()).toEqual([]);
    expect(await test.store.blobs.put(chunks('12345'), { maximumBytes: 5 })).toMatchObject({ sizeBytes: 5 });
  });

  it('whose bytes break off leave nothing', async () => {
    await fresh();
    await expect(test.store.blobs.put(chunks('123', new Error('connection lost')))).rejects.toThrow('connection lost');
    expect(await files()).toEqual([]);
  });

  it('whose put was killed between row and file are not there, may come again, and else are removed', async () => {
    await fresh();
    const row = { sha256: sha256('crash'), size_bytes: 5 };
    await test.database.kysely.insertInto('blobs').values(row).execute();
    expect(await test.store.blobs.file(row.sha256)).toBeNull();
    await test.store.blobs.put(chunks('crash'));
    expect(await readFile((await test.store.blobs.file(row.sha256))?.path ?? '', 'utf8')).toBe('crash');
    await test.database.kysely
      .insertInto('blobs')
      .values({ sha256: sha256('other'), size_bytes: 5 })
      .execute();
    expect(await test.store.blobs.removeUnused(-1_000)).toBe(2);
    expect(await test.database.kysely.selectFrom('blobs').selectAll().execute()).toEqual([]);
    expect(await files()).toEqual([]);
  });

  it('whose file is cut off are stored anew when they come again', async () => {
    await fresh();
    const { sha256: name } = await test.store.blobs.put(chunks('the whole'));
    const path = (await test.store.blobs.file(name))?.path ?? '';
    await writeFile(path, 'the');
    await test.store.blobs.put(chunks('the whole'));
    expect(await readFile(path, 'utf8')).toBe('the whole');
  });

  it('work in progress is emptied when the store opens', async () => {
    const folder = join(test.dataFolder, 'other');
    await mkdir(join(folder, 'work', 'deep'), { recursive: true });
    await writeFile(join(folder, 'work', 'deep', 'left.blob'), 'x');
    const { workFolder } = await openBlobs(folder, test.database);
    expect(await readdir(workFolder)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it('an upload becomes a blob', async () => {
    const upload = await test.store.uploads.create({
      fileName: 'net.onnx',
      sizeBytes: 4,
      sha256: null,
      expiresAt: hour(),
    });
    expect(upload).toMatchObject({ fileName: 'net.onnx', sizeBytes: 4, sha256: null, receivedSha256: null });
    const received = await test.store.uploads.receive(upload.id, chunks('12', '34'));
    expect(received.receivedSha256).toBe(sha256('1234'));
    expect(await test.store.uploads.byId(upload.id)).toEqual(received);
    expect((await test.store.blobs.file(sha256('1234')))?.sizeBytes).toBe(4);
  });

  it('an upload of another size or sha256 than was said is refused, leaves nothing, and may be sent again', async () => {
    await fresh();
    const { id } = await test.store.uploads.create({
      fileName: 'x',
      sizeBytes: 4,
      sha256: sha256('1234'),
      expiresAt: hour(),
    });
    await expect(test.store.uploads.receive(id, chunks('123'))).rejects.toThrow(
      'must have the 4 bytes it was created for; got 3',
    );
    await expect(test.store.uploads.receive(id, chunks('12345'))).rejects.toThrow('at most 4 bytes; got 5');
    await expect(test.store.uploads.receive(id, chunks('4321'))).rejects.toThrow(UploadRefused);
    expect(await files()).toEqual([]);
    expect((await test.store.uploads.byId(id))?.receivedSha256).toBeNull();
    expect((await test.store.uploads.receive(id, chunks('1234'))).receivedSha256).toBe(sha256('1234'));
    await expect(test.store.uploads.receive(id, chunks('1234'))).rejects.toThrow('has them already');
  });

  it('an upload that is unknown or has expired is refused', async () => {
    await expect(test.store.uploads.receive('nonsense', chunks('1'))).rejects.toThrow('there is no nonsense');
    expect(await test.store.uploads.byId('nonsense')).toBeNull();
    const expiresAt = new Date(Date.now() - 1000);
    const { id } = await test.store.uploads.create({ fileName: 'x', sizeBytes: 1, sha256: null, expiresAt });
    await expect(test.store.uploads.receive(id, chunks('1'))).rejects.toThrow('must be sent before it expires');
  });
});

describe('a full disk', () => {
  it.each(['ENOSPC', 'EDQUOT', '53100'])('%s becomes DiskFull, naming the place', (code) => {
    const error = diskFullOr(Object.assign(new Error('no space'), { code }), '/data');
    expect(error).toBeInstanceOf(DiskFull);
    expect(String(error)).toMatch('/data is full');
  });

  it('is not what other errors mean', () => {
    const other = Object.assign(new Error('x'), { code: 'EIO' });
    expect(diskFullOr(other, '/data')).toBe(other);
    expect(diskFullOr('text', '/data')).toBe('text');
  });
});
