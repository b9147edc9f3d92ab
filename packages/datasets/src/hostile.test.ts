import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MadeEntry, namesIn, withFolder, zip } from '../fixtures/made-files.ts';
import { type MadeTarEntry, tar } from '../fixtures/made-tar.ts';
import { cases, cuts } from '../fixtures/thoroughness.ts';
import { writeCanonical } from './canonical.ts';
import type { ReadOptions } from './canonical-writer.ts';
import { DatasetError } from './errors.ts';
import { openDataset } from './open-dataset.ts';
import { tarEntries } from './tar-entries.ts';

const fixtures = join(import.meta.dirname, '../fixtures');

/** What opening a file throws, or its labels. Nothing may be left or written beside it, in the work folder or above. */
function outcome(bytes: Uint8Array, options: ReadOptions = {}): Promise<unknown> {
  return withFolder(async (folder) => {
    const inner = join(folder, 'inner');
    await mkdir(inner);
    await writeFile(join(inner, 'upload'), bytes);
    try {
      const dataset = await openDataset(join(inner, 'upload'), { ...options, workFolder: join(inner, 'work') });
      await dataset.close();
      return [...dataset.labels];
    } catch (error) {
      return error;
    } finally {
      expect(await namesIn(join(inner, 'work'))).toEqual([]);
      expect((await readdir(inner)).filter((name) => name !== 'work')).toEqual(['upload']);
      expect(await readdir(folder)).toEqual(['inner']);
    }
  });
}

const row = (label: number) => Buffer.concat([Buffer.from([label]), Buffer.alloc(3072, 7 + label), Buffer.alloc(0)]);
const batch = (name = 'test_batch.bin'): MadeTarEntry & MadeEntry => ({ name, data: Buffer.concat([row(3), row(8)]) });

/** A PNG whose header says what it likes. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 0], 8);
  const pixels = deflateSync(Buffer.alloc(1000));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', size),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe.each([
  ['tar', (bytes: Buffer) => bytes],
  ['tar.gz', (bytes: Buffer) => gzipSync(bytes)],
])('a %s', (_, pack) => {
  it('that is honest is read', async () => {
    expect(await outcome(pack(tar([{ name: './a/', type: '5' }, batch('./a/test_batch.bin')])))).toEqual([3, 8]);
  });

  it.each<[string, MadeTarEntry[], string]>([
    ['leaves its folder', [batch(), { name: '../evil' }], "must stay inside the archive, without '..'"],
    ['leaves its folder inside', [batch(), { name: 'a/../../evil' }], "must stay inside the archive, without '..'"],
    ['has an absolute name', [{ name: '/etc/evil' }], 'names of files must be relative; got "/etc/evil"'],
    ["has another system's absolute name", [{ name: 'C:\\evil' }], 'names of files must be relative'],
    ['has a backslash', [{ name: 'a\\..\\evil' }], 'without backslashes'],
    ['has a name of control characters', [{ name: 'a\x1b[2J' }], 'be of characters that can be shown'],
    ['has a symbolic link', [batch(), { name: 'a', type: '2', link: '/etc' }], 'files and folders alone; a is symlink'],
    ['has a hard link', [batch(), { name: 'a', type: '1', link: '/etc/passwd' }], 'a is link'],
    ['has a device', [batch(), { name: 'a', type: '3' }], 'a is character-device'],
    ['has a disk', [batch(), { name: 'a', type: '4' }], 'a is block-device'],
    ['has a pipe', [batch(), { name: 'a', type: '6' }], 'a is fifo'],
    ['has an entry of no known type', [batch(), { name: 'a', type: 'S' }], 'a is of no known type'],
    ['has two files of one name', [batch(), batch('./test_batch.bin')], 'holds two files named test_batch.bin'],
    ['has a wrong checksum', [{ ...batch(), says: { checksum: 1 } }], 'the tar is cut off or damaged'],
    ['says more than it has', [{ ...batch(), says: { sizeBytes: 99_999 } }], 'the tar is cut off or damaged'],
    [
      'says a size below zero',
      [{ ...batch(), says: { size: Buffer.alloc(12, 0xff) } }],
      'the tar is cut off or damaged',
    ],
    [
      'says a size beyond all numbers',
      [{ name: 'PaxHeader', type: 'x', data: Buffer.from('26 size=9999999999999999999\n') }, batch()],
      'must be below 2^53',
    ],
    [
      'says a size that is none',
      [{ name: 'PaxHeader', type: 'x', data: Buffer.from('12 size=abc\n') }, batch()],
      'the tar is cut off or damaged',
    ],
    ['says a header of gigabytes', [{ name: 'x', type: 'x', says: { sizeBytes: 2 ** 32 } }], 'exceeds max size'],
    ['holds nothing', [{ name: 'a/', type: '5' }], 'it holds nothing'],
    ['holds something else', [{ name: 'a/b.txt' }], 'an IDX pair or image files in a folder a class; it holds'],
  ])('that %s is refused', async (_title, entries, message) => {
    const error = await outcome(pack(tar(entries)));
    expect(error).toBeInstanceOf(DatasetError);
    expect(String(error)).toContain(message);
  });

  it('that ends without saying so is refused', async () => {
    expect(String(await outcome(pack(tar([batch()], 0))))).toContain('the tar must end with blocks of zeros');
  });

  it('that goes on in zeros is refused', async () => {
    const error = await outcome(pack(tar([batch()], 40 * 2 ** 20)));
    expect(String(error)).toContain('at most 16777216 bytes that are in no file');
  });

  it('of image files that are made to fill memory is refused', async () => {
    const image = (bytes: Buffer) => pack(tar([{ name: 'a/1.png', data: bytes }]));
    expect(String(await outcome(image(png(65_000, 65_000))))).toMatch(/at most 67108864 pixels|pixel limit/);
    expect(String(await outcome(image(png(2 ** 31, 1))))).toContain('a/1.png');
    expect(String(await outcome(image(png(0, 5))))).toContain('a/1.png');
    expect(String(await outcome(image(png(2000, 2000))))).toContain("a/1.png can't be decoded");
    expect(String(await outcome(image(Buffer.alloc(2 ** 26 + 1))))).toContain('must have at most 67108864 bytes');
    expect(String(await outcome(image(Buffer.from('<svg xmlns="x"/>'))))).toContain('must be a PNG, JPEG or WebP');
    expect(String(await outcome(image(Buffer.alloc(0))))).toContain('it is empty');
  });

  it('with any byte changed is read or refused', async () => {
    const bytes = pack(await readFile(join(fixtures, 'archives/cifar-10-binary.tar')));
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ change;
        const result = await outcome(changed);
        expect(result instanceof DatasetError || Array.isArray(result), String(result)).toBe(true);
      }),
      { numRuns: cases(100) },
    );
  });
});

it('a tar of more files than may be is refused', async () => {
  // Of a header nothing but the digits of its name and its checksum changes.
  const first = tar([{ name: '000000.png' }], 0);
  const checksum = Number.parseInt(first.toString('latin1', 148, 154), 8);
  async function* many(): AsyncGenerator<Buffer> {
    for (let from = 0; from <= 200_000; from += 500) {
      const headers = Buffer.alloc(500 * 512, first);
      for (let k = 0; k < 500; k++) {
        const digits = String(from + k).padStart(6, '0');
        headers.write(digits, 512 * k);
        headers.write((checksum + sumOf(digits)).toString(8).padStart(6, '0'), 512 * k + 148);
      }
      yield headers;
    }
  }
  let read = 0;
  const all = async () => {
    for await (const _ of tarEntries(many(), 'it')) {
      read++;
    }
  };
  await expect(all()).rejects.toThrow('it must hold at most 200000 files; it has more');
  expect(read).toBe(200_000);
});

const sumOf = (digits: string) => [...digits].reduce((sum, digit) => sum + Number(digit), 0);

describe('a .tar.gz', () => {
  it('that unpacks to more than may be is refused', async () => {
    const bytes = gzipSync(tar([batch(), { name: 'other', data: Buffer.alloc(20_000_000) }]));
    expect(String(await outcome(bytes, { maximumUnpackedBytes: 1_000_000 }))).toContain(
      'may unpack to at most 1000000 bytes',
    );
  });

  it('of gigabytes that it does not hold is refused before they are unpacked', async () => {
    const bytes = gzipSync(tar([{ ...batch(), says: { sizeBytes: 8_000_000_000 } }]));
    expect(String(await outcome(bytes))).toContain('test_batch.bin must have at most 536870912 bytes');
  });

  it('of zeros alone is refused', async () => {
    expect(await outcome(gzipSync(Buffer.alloc(50_000_000)))).toBeInstanceOf(DatasetError);
  });
});

describe('a zip', () => {
  it('that is honest is read', async () => {
    expect(await outcome(zip([{ ...batch(), deflate: true }]))).toEqual([3, 8]);
  });

  it.each<[string, MadeEntry[], string]>([
    ['leaves its folder', [batch(), batch('../evil')], 'names of files must stay inside the archive'],
    ['has an absolute name', [batch('/etc/evil')], 'names of files must stay inside the archive'],
    ['has two files of one name', [batch(), batch()], 'holds two files named test_batch.bin'],
    ['has two names for one file', [batch(), batch('./test_batch.bin')], 'holds two files named test_batch.bin'],
    ['has a wrong checksum', [{ ...batch(), says: { crc32: 5 } }], 'its checksum should be 00000005'],
    ['has files of another kind', [{ name: 'a/b.txt', data: row(1) }], 'it holds a/b.txt'],
    ['has images that are none', [{ name: 'a/b.png', data: row(1) }], 'a/b.png must be a PNG, JPEG or WebP'],
    ['has images of another kind', [{ name: 'a/b.bmp', data: row(1) }], 'images must be PNG, JPEG or WebP'],
  ])('that %s is refused', async (_, entries, message) => {
    const error = await outcome(zip(entries));
    expect(error).toBeInstanceOf(DatasetError);
    expect(String(error)).toContain(message);
  });

  it('that declares more than may be unpacked is refused', async () => {
    const bytes = zip([{ name: 'a/1.png', data: Buffer.alloc(5_000_000), deflate: true }]);
    expect(String(await outcome(bytes, { maximumUnpackedBytes: 1_000_000 }))).toContain('it declares 5000000');
  });

  it('with a symbolic link is refused', async () => {
    const bytes = zip([batch(), { name: 'link', data: Buffer.from('/etc/passwd') }]);
    const last = bytes.lastIndexOf('PK\x01\x02');
    bytes.writeUInt16LE((3 << 8) | 20, last + 4);
    bytes.writeUInt32LE((0o120_777 << 16) >>> 0, last + 38);
    expect(String(await outcome(bytes))).toContain('must hold files and folders alone; link is a symbolic link');
  });
});

describe('an archive that is cut', () => {
  it.each([
    ['archives/cifar-10-binary.tar.gz', 29],
    ['archives/cifar-10-python-python2.tar.gz', 31],
    ['archives/cifar-100-python-4.tar.gz', 37],
    ['archives/cifar-10-binary.zip', 41],
    ['archives/idx-one.zip', 1],
    ['archives/cifar-10-binary.tar', 256],
    ['archives/idx-plain.tar', 256],
  ])('is refused wherever it is, or lost nothing: %s', async (name, step) => {
    const bytes = await readFile(join(fixtures, name));
    const options = name.includes('idx-plain') ? { split: 'test' as const } : {};
    const whole = await outcome(bytes, options);
    expect(Array.isArray(whole)).toBe(true);
    const lastBlock = Math.ceil((bytes.findLastIndex((byte) => byte !== 0) + 1) / 512) * 512;
    for (const length of cuts(bytes.length, step)) {
      const result = await outcome(bytes.subarray(0, length), options);
      // The zeros that fill a tar up may be cut: at least one block of them must be there.
      const filling = name.endsWith('.tar') && length % 512 === 0 && length >= lastBlock + 512;
      if (filling) {
        expect(result).toEqual(whole);
      } else {
        expect(result, `at ${length}`).toBeInstanceOf(DatasetError);
      }
    }
  });
});

describe('an image file', () => {
  it.each(['colour/a/10.png', 'colour/a/9.png', 'colour/b/2.webp', 'jpeg/class0/0.JPEG', 'jpeg/class1/1.JPEG'])(
    'that is cut anywhere is refused: %s',
    async (name) => {
      const bytes = await readFile(join(fixtures, 'images', name));
      const asked = (data: Uint8Array) => outcome(zip([{ name: 'a/1.png', data }]));
      expect(await asked(bytes)).toEqual([0]);
      for (const length of cuts(bytes.length, bytes.length < 300 ? 3 : 17)) {
        expect(await asked(bytes.subarray(0, length)), `at ${length}`).toBeInstanceOf(DatasetError);
      }
    },
  );

  it('with any byte changed is read or refused', async () => {
    const names = ['colour/a/10.png', 'colour/b/2.webp', 'jpeg/class0/0.JPEG'];
    const files = await Promise.all(names.map((name) => readFile(join(fixtures, 'images', name))));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.nat(10_000), fc.nat(255), async (file, place, byte) => {
        const data = Buffer.from(file);
        data[place % data.length] = byte;
        const result = await outcome(zip([{ name: 'a/1.png', data }]), { std: [1, 1, 1] });
        expect(result instanceof DatasetError || Array.isArray(result), String(result)).toBe(true);
      }),
      { numRuns: cases(150) },
    );
  });
});

describe('a folder of images', () => {
  const inFolder = (name: string, use: (path: string, folder: string) => Promise<void>) =>
    withFolder(async (folder) => {
      await cp(join(fixtures, 'images', name), join(folder, name), { recursive: true });
      await use(join(folder, name), folder);
    });
  const refusal = async (path: string, folder: string, options: ReadOptions = {}) =>
    String(await writeCanonical(path, join(folder, 'target'), options).catch((error: unknown) => error));

  it('of several sizes says which, and what to give', () =>
    inFolder('sizes', async (path, folder) => {
      const text = await refusal(path, folder);
      expect(text).toContain('images must all have one size; got 30 × 40 (class0/0.png), 33 × 33 (class0/2.png)');
      expect(text).toContain('and 1 other size: give `resize` and `crop`');
      expect(await refusal(path, folder, { resize: 20 })).toContain('one size after `resize` 20; got 20 × 26');
      expect(await refusal(path, folder, { crop: 31 })).toContain('`crop` must be at most the shorter side');
      expect(await refusal(path, folder, { crop: 0 })).toContain('crop must be a whole number of pixels');
      expect(await refusal(path, folder, { resize: 2.5 })).toContain('resize must be a whole number of pixels');
      expect(await namesIn(folder)).toEqual(['sizes']);
    }));

  it('has classes of folders alone, train and test by split', () =>
    inFolder('grey', async (path, folder) => {
      for (const part of ['train', 'val']) {
        await cp(path, join(folder, 'both', part), { recursive: true });
      }
      const both = join(folder, 'both');
      expect(await refusal(both, folder)).toContain('give the folder that holds the classes, or `split`');
      const facts = await writeCanonical(both, join(folder, 'target'), { split: 'test' });
      expect(facts).toMatchObject({ imageCount: 2, preparation: { split: 'test' } });
      expect(await refusal(path, folder, { split: 'test' })).toContain('has none for test');
      await cp(join(path, 'x/1.png'), join(path, 'stray.png'));
      expect(await refusal(path, folder)).toContain('must be in a folder a class; stray.png is in none');
    }));

  it('has no hidden files, and follows links', () =>
    inFolder('grey', async (path, folder) => {
      await writeFile(join(path, '.DS_Store'), 'x');
      await symlink(join(path, 'x'), join(path, 'z'));
      const { classes, imageCount } = await writeCanonical(path, join(folder, 'target'));
      expect([imageCount, classes.map(({ name }) => name)]).toEqual([3, ['x', 'y', 'z']]);
    }));

  it('that holds itself is refused', () =>
    inFolder('grey', async (path, folder) => {
      await symlink(path, join(path, 'again'));
      expect(await refusal(path, folder)).toContain('must have folders at most 8 deep');
    }));
});
