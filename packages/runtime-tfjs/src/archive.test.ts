import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from '@passband/engine';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { unpackArchive } from './archive.ts';
import { type ArchiveEntry, tarHeader, tarOf, writeGzip, zipOf } from './test-archives.ts';

const MIB = 2 ** 20;
const content = Buffer.from('{}');
let folder: string;
let scratch: string;
const before = process.env.TMPDIR;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passband-archive-test-'));
});
beforeEach(async () => {
  scratch = await mkdtemp(join(folder, 'scratch-'));
  process.env.TMPDIR = scratch;
});
afterEach(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Refused with a sentence, nothing left where archives are unpacked, nothing beside it. */
async function expectRefusal(file: string, sentence: RegExp): Promise<void> {
  const others = (await readdir(folder)).sort();
  const error = await unpackArchive(file).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EngineError);
  expect(String(error)).toMatch(sentence);
  expect(await readdir(scratch)).toEqual([]);
  expect((await readdir(folder)).sort()).toEqual(others);
}

const written: Record<string, (entries: ArchiveEntry[]) => Promise<string>> = {
  async zip(entries) {
    const file = join(folder, 'model.zip');
    await writeFile(file, zipOf(entries));
    return file;
  },
  async 'tar.gz'(entries) {
    const file = join(folder, 'model.tar.gz');
    await writeGzip(file, tarOf(entries));
    return file;
  },
  async tar(entries) {
    const file = join(folder, 'model.tar');
    await writeFile(file, Buffer.concat([...tarOf(entries)]));
    return file;
  },
};

describe.each(Object.keys(written))('an archive (%s)', (kind) => {
  const archive = (entries: ArchiveEntry[]): Promise<string> => written[kind]!(entries);

  test('is unpacked, and removed again', async () => {
    const { folder: unpacked, remove } = await unpackArchive(
      await archive([
        { name: 'model/', type: '5' },
        { name: 'model/a.json', content },
        // Weights of a network that learned nothing: a thousand times as large as what they are packed to.
        { name: 'model/zeros.bin', content: Buffer.alloc(2 * MIB) },
      ]),
    );
    expect((await readdir(join(unpacked, 'model'))).sort()).toEqual(['a.json', 'zeros.bin']);
    expect((await readFile(join(unpacked, 'model/zeros.bin'))).equals(Buffer.alloc(2 * MIB))).toBe(true);
    await remove();
    expect(await readdir(scratch)).toEqual([]);
  });

  test.each([
    '../out.json',
    'a/../../out.json',
    '/tmp/out.json',
    'a\\..\\..\\out.json',
    'C:/out.json',
    './../out.json',
  ])('with the name %s is refused', async (name) => {
    const entries = [
      { name: 'first.json', content },
      { name, content },
    ];
    await expectRefusal(await archive(entries), /names in a model's archive must stay in it|relative|absolute|invalid/);
  });

  test('with the same name twice is refused', async () => {
    const entry = { name: 'model.json', content };
    await expectRefusal(await archive([entry, entry]), /must differ/);
  });

  test('with a file where a folder is needed is refused', async () => {
    const entries = [
      { name: 'a', content },
      { name: 'a/b', content },
    ];
    await expectRefusal(await archive(entries), /must be whole/);
    // Where it was unpacked is no matter of whoever sent it.
    await expectRefusal(await archive(entries), /^(?!.*scratch).*'a(\/b)?'$/);
  });

  test.each(['.', './', 'a/', ''])('with a file named %j is refused', async (name) => {
    const last = kind === 'zip' ? 'folder/.' : name;
    const entries = [
      { name: 'model.json', content },
      { name: last, content, type: '0' },
    ];
    await expectRefusal(await archive(entries), /a file in a model's archive must have a name; got/);
  });

  test('with a link is refused', async () => {
    const link = { name: 'weights.bin', type: '2', link: '/etc/passwd', mode: 0o120777 };
    await expectRefusal(await archive([{ name: 'model.json', content }, link]), /files and folders only/);
  });

  test('with more than 10,000 folders is refused', async () => {
    const folders = Array.from({ length: 10_001 }, (_, k) => ({ name: `${k}/`, type: '5' }));
    await expectRefusal(await archive(folders), /at most 10000 files and folders/);
  });

  test('that is cut off anywhere is refused', async () => {
    const whole = await readFile(await archive([{ name: 'a.bin', content: noise(20_000) }]));
    const cut = join(folder, `cut.${kind}`);
    // The last blocks of a tar are empty.
    const last = kind === 'tar' ? 20_000 : whole.length - 1;
    for (let length = 1; length < last; length += Math.ceil(last / 20)) {
      await writeFile(cut, whole.subarray(0, length));
      await expectRefusal(cut, /must be whole/);
    }
  });
});

describe('a small archive that unpacks to much', () => {
  test('a million empty files are refused', async () => {
    const file = join(folder, 'million.tar.gz');
    const [header] = tarOf([{ name: 'same/', type: '5' }]);
    const thousand = Buffer.concat(Array.from({ length: 1000 }, () => header!));
    await writeGzip(
      file,
      Array.from({ length: 1000 }, () => thousand),
    );
    await expectRefusal(file, /at most 10000 files and folders/);
  });

  test('a zip that says a file is larger than it is, is refused and ends no process', async () => {
    const bytes = zipOf([{ name: 'a/b/c/model.json', content: noise(3_000) }]);
    bytes.writeUInt32LE(3_348, bytes.lastIndexOf('PK\x01\x02') + 24);
    const file = join(folder, 'larger.zip');
    await writeFile(file, bytes);
    for (let k = 0; k < 20; k += 1) await expectRefusal(file, /must be whole; .*larger.zip: .*3348/);
  });

  test('a zip that says it has 65,535 files is refused before one is unpacked', async () => {
    const bytes = zipOf([{ name: 'model.json', content }]);
    bytes.writeUInt16LE(65_534, bytes.length - 12);
    const file = join(folder, 'many.zip');
    await writeFile(file, bytes);
    await expectRefusal(file, /at most 10000 files and folders/);
  });

  test.each(['0', 'x', 'L'])('gigabytes of zeros are refused, in an entry of type %s', async (type) => {
    const file = join(folder, 'zeros.tar.gz');
    const size = 4 * 2 ** 30;
    const zeros = Buffer.alloc(MIB);
    // Cut off: what is beyond the first hundreds of megabytes is never read.
    const parts = [tarHeader({ name: 'weights.bin', type }, size), ...Array.from({ length: 200 }, () => zeros)];
    await writeGzip(file, parts);
    const memory = process.memoryUsage.rss();
    await expectRefusal(file, type === '0' ? /may unpack to at most/ : /must be whole.*Header exceeds/);
    expect(process.memoryUsage.rss() - memory).toBeLessThan(256 * MIB);
  });

  test('zeros in a zip are refused', async () => {
    const file = join(folder, 'zeros.zip');
    await writeFile(file, zipOf([{ name: 'weights.bin', content: Buffer.alloc(80 * MIB) }]));
    await expectRefusal(file, /may unpack to at most/);
  });
});

function noise(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, k) => Math.floor(((k * 0.6180339887498949) % 1) * 65_536) % 251));
}
