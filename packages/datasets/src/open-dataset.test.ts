import { type FileHandle, mkdir, open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { namesIn, npy, smallNpz, smallPixels, withFolder, zip } from '../fixtures/made-files.ts';
import { writeCanonical } from './canonical.ts';
import { DatasetError } from './errors.ts';
import { type OpenOptions, openDataset } from './open-dataset.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const demo = join(import.meta.dirname, '../../demo/data/fashion-mnist-sample.npz');

/** Writes the bytes, opens them and hands the dataset over; afterwards the work folder must be empty. */
function withDataset<T>(
  bytes: Uint8Array,
  use: (dataset: Awaited<ReturnType<typeof openDataset>>, file: string) => Promise<T>,
  options: Omit<OpenOptions, 'workFolder'> = {},
): Promise<T> {
  return withFolder(async (folder) => {
    const file = join(folder, 'data.npz');
    const workFolder = join(folder, 'work');
    await writeFile(file, bytes);
    try {
      const dataset = await openDataset(file, { ...options, workFolder });
      try {
        return await use(dataset, file);
      } finally {
        await dataset.close();
      }
    } finally {
      expect(await namesIn(workFolder)).toEqual([]);
    }
  });
}

const refusal = (bytes: Uint8Array, options: Omit<OpenOptions, 'workFolder'> = {}) =>
  withDataset(bytes, async () => 'nothing was refused', options).catch((error: unknown) => error);

/** What all file handles have in common. */
async function fileHandles() {
  const handle: FileHandle = await open(import.meta.filename);
  await handle.close();
  return Object.getPrototypeOf(handle);
}

/** Lengths of all reads through file handles while `use` runs. */
async function readsDuring(use: () => Promise<unknown>): Promise<number[]> {
  const reads = vi.spyOn(await fileHandles(), 'read');
  await use();
  const lengths = reads.mock.calls.map(([, , length]) => Number(length));
  reads.mockRestore();
  return lengths;
}

const deflated = { images: { deflate: true }, labels: { deflate: true } };

afterEach(() => {
  vi.restoreAllMocks();
});

describe('reading an image', () => {
  it('gives the pixels that went in, for any number of images, stored or deflated', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 300 }), fc.boolean(), async (count, deflate) => {
        await withDataset(smallNpz(count, deflate ? deflated : {}), async (dataset) => {
          const images = await Promise.all(Array.from({ length: count }, (_, index) => dataset.read(index)));
          expect(Buffer.concat(images)).toEqual(Buffer.from(smallPixels(count)));
          expect([...dataset.labels]).toEqual(Array.from({ length: count }, (_, k) => k % 3));
        });
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['stored', {}],
    ['deflated', deflated],
  ])('reads its bytes and no others, %s', async (_, change) => {
    await withDataset(smallNpz(5000, change), async (dataset) => {
      expect(await readsDuring(() => dataset.read(4321))).toEqual([4]);
    });
  });

  it('reads neighbours with one read', async () => {
    await withDataset(smallNpz(5000), async (dataset) => {
      expect(await readsDuring(() => dataset.readRun(100, 300))).toEqual([1200]);
      expect(await dataset.readRun(100, 300)).toEqual(smallPixels(5000).slice(400, 1600));
      await expect(dataset.readRun(4900, 101)).rejects.toThrow('images from 4900 on must be 1 to 100; got 101');
    });
  });

  it("hands over an array that is the caller's own", async () => {
    await withDataset(smallNpz(5), async (dataset) => {
      const image = await dataset.read(1);
      image.fill(0);
      expect(await dataset.read(1)).toEqual(smallPixels(5).slice(4, 8));
      expect(image.byteLength).toBe(image.buffer.byteLength);
    });
  });

  it.each([-1, 5, 0.5, Number.NaN])('refuses index %d of 5 images', async (index) => {
    await withDataset(smallNpz(5), async (dataset) => {
      await expect(dataset.read(index)).rejects.toThrow(`image must be 0 to 4; got ${index}`);
    });
  });

  it('says which image is gone where the source was cut while it was open', async () => {
    await withDataset(smallNpz(500), async (dataset, file) => {
      await truncate(file, 1000);
      await expect(dataset.read(499)).rejects.toThrow('image 499 is cut off');
    });
  });

  it('after close is refused, and closing twice is closing once', async () => {
    const dataset = await withDataset(smallNpz(5, deflated), async (opened) => opened);
    await dataset.close();
    await expect(dataset.read(0)).rejects.toThrow("image 0 can't be read: the dataset is closed");
  });
});

describe('opening', () => {
  it('reads the demo: 3,000 images of ten classes', async () => {
    await withFolder(async (folder) => {
      const dataset = await openDataset(demo, { workFolder: join(folder, 'work') });
      expect(dataset).toMatchObject({
        imageCount: 3000,
        imageShape: [28, 28, 1],
        mean: [0.286],
        std: [0.353],
        meanFrom: 'file',
      });
      expect(dataset.classes).toHaveLength(10);
      await dataset.close();
    });
  });

  it.each([
    ['stored', {}],
    ['deflated', deflated],
  ])('holds a chunk at a time, %s', async (_, change) => {
    const bytes = smallNpz(200_000, change);
    const lengths = await readsDuring(() => withDataset(bytes, async () => undefined));
    expect(lengths.length).toBeGreaterThan(3);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(256 * 1024);
  });

  it('takes the mean and std that are given before those of the file, each for itself', async () => {
    const bytes = await readFile(join(fixtures, 'rgb-stored.npz'));
    await withDataset(
      bytes,
      async (dataset) => {
        expect(dataset.mean).toEqual([0.1, 0.2, 0.3]);
        expect(dataset.std[0]).toBeCloseTo(0.24, 6);
        expect([dataset.meanFrom, dataset.stdFrom]).toEqual(['given', 'file']);
      },
      { mean: [0.1, 0.2, 0.3] },
    );
  });

  it('takes a std for images that are all equal', async () => {
    const bytes = await readFile(join(fixtures, 'bad-all-equal.npz'));
    await withDataset(
      bytes,
      async (dataset) => {
        expect(dataset.mean[0]).toBeCloseTo(77 / 255, 14);
        expect(dataset).toMatchObject({ std: [1, 1], meanFrom: 'measured', stdFrom: 'given' });
      },
      { std: [1, 1] },
    );
  });

  it.each([
    [{ mean: [0.5, 0.5] }, '`mean` must have 1 value, one a channel; got 2'],
    [{ mean: [Number.NaN] }, '`mean` of channel 0 must be finite; got NaN'],
    [{ std: [0] }, '`std` of channel 0 must be finite and above 0; got 0'],
    [{ std: [-1] }, '`std` of channel 0 must be finite and above 0; got -1'],
    [{ std: [] }, '`std` must have 1 value, one a channel; got 0'],
  ])('refuses to be given %j', async (options, message) => {
    for (const change of [{}, deflated]) {
      expect(String(await refusal(smallNpz(5, change), options))).toBe(`DatasetError: ${message}`);
    }
  });

  it('does not begin when it is aborted before', async () => {
    const reason = new Error('cancelled');
    expect(await refusal(smallNpz(100_000, deflated), { signal: AbortSignal.abort(reason) })).toBe(reason);
  });

  // Labels, chunks of pixels, header.
  it.each([
    ['the first of its pixels', 200_000, 2],
    ['its last bytes', 10, 3],
  ])('stops when aborted while it writes %s, leaving no file', (_, imageCount, write) =>
    withFolder(async (folder) => {
      const reason = new Error('cancelled');
      const file = join(folder, 'data.npz');
      await writeFile(file, smallNpz(imageCount));
      const abort = new AbortController();
      const handles = await fileHandles();
      const { write: written } = handles;
      const writes = vi.spyOn(handles, 'write').mockImplementation(function (this: FileHandle, ...given: unknown[]) {
        if (writes.mock.calls.length === write) abort.abort(reason);
        return written.apply(this, given);
      });
      await expect(writeCanonical(file, join(folder, 'target'), { signal: abort.signal })).rejects.toBe(reason);
      expect(writes).toHaveBeenCalledTimes(write);
      expect(await namesIn(folder)).toEqual(['data.npz']);
    }),
  );

  it('says that nothing is there, or that a folder holds nothing', () =>
    withFolder(async (folder) => {
      await expect(openDataset(join(folder, 'x.npz'), { workFolder: folder })).rejects.toThrow(
        'there is no dataset at',
      );
      await mkdir(join(folder, 'empty'));
      await expect(openDataset(join(folder, 'empty'), { workFolder: folder })).rejects.toThrow('it holds nothing');
    }));

  it.each([
    ['empty', Buffer.alloc(0), 'is empty'],
    [
      'text',
      Buffer.from('a,b,c\n1,2,3\n'),
      'or a .zip, .tar or .tar.gz of IDX, CIFAR or folders of images; it begins with 612c622c630a312c',
    ],
    ['one byte', Buffer.from('P'), 'it begins with 50'],
    [
      'gzip of something else',
      Buffer.from([0x1f, 0x8b, 8, 0]),
      'an IDX dataset is given by its images file, named like',
    ],
    [
      'the first half of a zip',
      smallNpz(100).subarray(0, 300),
      'the zip is cut off or damaged: the directory at its end is missing',
    ],
  ])('refuses what is %s', async (_, bytes, message) => {
    const error = await refusal(bytes);
    expect(error).toBeInstanceOf(DatasetError);
    expect(String(error)).toContain(message);
  });

  it("lets the disk's own error through, and closes what it opened", () =>
    withFolder(async (folder) => {
      await writeFile(join(folder, 'data.npz'), smallNpz(5, deflated));
      await writeFile(join(folder, 'file'), '');
      const opening = openDataset(join(folder, 'data.npz'), { workFolder: join(folder, 'file', 'work') });
      await expect(opening).rejects.toMatchObject({ code: 'ENOTDIR' });
      await rm(join(folder, 'data.npz'));
    }));
});

describe('a message', () => {
  it('calls the file as it is told to, so that no inner path is shown', async () => {
    const bytes = smallNpz(100);
    for (const wrong of [bytes.subarray(0, 300), Buffer.from('text'), Buffer.alloc(0), zip([])]) {
      expect(String(await refusal(wrong, { name: 'mine.npz' }))).toMatch(/^DatasetError: mine\.npz/);
    }
  });
});

describe('a source that is cut', () => {
  it.each(['for-truncation-stored.npz', 'for-truncation-deflated.npz'])(
    'at any kilobyte is refused and leaves no file: %s',
    async (name) => {
      const bytes = await readFile(join(fixtures, name));
      expect(bytes.length).toBeGreaterThan(10_000);
      for (let length = 0; length < bytes.length; length += 1024) {
        expect(await refusal(bytes.subarray(0, length)), `at ${length}`).toBeInstanceOf(DatasetError);
      }
    },
  );

  it('in any of its last hundred bytes is refused', async () => {
    const bytes = smallNpz(10, deflated);
    for (let missing = 1; missing <= 100; missing++) {
      expect(await refusal(bytes.subarray(0, bytes.length - missing)), `${missing}`).toBeInstanceOf(DatasetError);
    }
  });

  it('and of zeros from there on is refused', async () => {
    const bytes = await readFile(join(fixtures, 'for-truncation-deflated.npz'));
    const directory = bytes.indexOf('PK\x01\x02');
    for (let length = 1024; length < directory - 1024; length += 1024) {
      const holed = Buffer.from(bytes).fill(0, length, length + 512);
      expect(await refusal(holed), `at ${length}`).toBeInstanceOf(DatasetError);
    }
  });
});

describe('a source that lies', () => {
  const images = (data: Uint8Array, extra: object = {}) => smallNpz(10, { images: { data, ...extra } });

  it.each([
    [
      'more images than it holds',
      images(npy('|u1', '(10, 2, 2, 2)', smallPixels(10))),
      'images of shape [10, 2, 2, 2] and type uint8 needs 208 bytes; images.npy has 168',
    ],
    [
      'fewer images than it holds',
      images(npy('|u1', '(9, 2, 2, 1)', smallPixels(10))),
      'needs 164 bytes; images.npy has 168',
    ],
    [
      'more images than can be',
      images(npy('|u1', '(1099511627776, 2, 2, 1)', smallPixels(10)), { deflate: true }),
      'there must be at most 16777216 images; got 1099511627776',
    ],
    [
      'images too large to hold',
      images(npy('|u1', '(10, 65536, 65536, 3)', smallPixels(10)), { deflate: true }),
      'an image must have 1 to 268435456 values; got 65536 x 65536 x 3',
    ],
    [
      'images whose size is no number',
      images(npy('|u1', '(10, 9007199254740991, 9007199254740991, 1)', smallPixels(10))),
      'an image must have 1 to',
    ],
    [
      'terabytes in a kilobyte',
      images(npy('|u1', '(16777216, 512, 512, 1)', smallPixels(10)), {
        deflate: true,
        says: { sizeBytes: 4_294_000_000 },
      }),
      "can't unpack to the 4294000000 bytes that it declares",
    ],
  ])('and says %s is refused', async (_, bytes, message) => {
    const error = await refusal(bytes);
    expect(error).toBeInstanceOf(DatasetError);
    expect(String(error)).toContain(message);
  });

  it('and unpacks to more than is allowed is refused before anything is written', async () => {
    const bytes = images(npy('|u1', '(10, 1000, 1000, 1)', Buffer.alloc(10_000_000)), { deflate: true });
    expect(bytes.length).toBeLessThan(20_000);
    const error = await refusal(bytes, { maximumUnpackedBytes: 1_000_000 });
    expect(String(error)).toBe(
      'DatasetError: compressed images may unpack to at most 1000000 bytes; these declare 10000000',
    );
  });

  it('and unpacks to more than it declares is stopped there', async () => {
    const honest = npy('|u1', '(10, 2, 2, 1)', smallPixels(10));
    const bomb = Buffer.concat([honest, Buffer.alloc(30_000_000)]);
    expect(deflateRawSync(bomb).length).toBeLessThan(40_000);
    const error = await refusal(images(bomb, { deflate: true, says: { sizeBytes: honest.length } }));
    expect(String(error)).toBe(
      `DatasetError: images.npy unpacks to more than the ${honest.length} bytes that it declares`,
    );
  });

  it('in its labels is refused just so', async () => {
    const labels = Buffer.concat([npy('<i8', '(10,)', Buffer.alloc(80)), Buffer.alloc(1_000_000)]);
    expect(String(await refusal(smallNpz(10, { labels: { data: labels, deflate: true } })))).toContain(
      'labels of shape [10] and type int64 needs',
    );
  });

  it('in a field that is not used is not looked at', async () => {
    const extra = { name: 'extra.npy', data: Buffer.from('no array'), says: { crc32: 7 } };
    const arrays = [
      { name: 'labels.npy', data: npy('<u8', '(2,)', Buffer.alloc(16)) },
      { name: 'images.npy', data: npy('|u1', '(2, 2, 2)', smallPixels(2)) },
    ];
    await withDataset(zip([extra, ...arrays]), async (dataset) => {
      expect(dataset.classes).toEqual(['0']);
    });
  });
});
