import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesIn, npy, smallNpz, smallPixels, withFolder, zip } from '../fixtures/made-files.ts';
import { openCanonical, writeCanonical } from './canonical.ts';
import { aligned, encodeHeader, HEADER_START } from './canonical-header.ts';
import { DatasetError } from './errors.ts';

const deflated = { images: { deflate: true } };

/** The canonical file of ten small images, its bytes and its header. */
function withCanonical<T>(
  use: (bytes: Buffer, header: Record<string, unknown>, file: string, folder: string) => Promise<T>,
) {
  return withFolder(async (folder) => {
    const file = join(folder, 'canonical');
    await writeFile(join(folder, 'data.npz'), smallNpz(10));
    await writeCanonical(join(folder, 'data.npz'), file);
    const bytes = await readFile(file);
    const header = JSON.parse(bytes.toString('utf8', HEADER_START, HEADER_START + bytes.readUInt32LE(8)));
    return use(bytes, header, file, folder);
  });
}

/** The same file with another header. */
function withHeader(bytes: Uint8Array, header: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const changed = Buffer.from(bytes).fill(' ', HEADER_START, 4096);
  changed.writeUInt32LE(json.length, 8);
  json.copy(changed, HEADER_START);
  return changed;
}

describe('the canonical form', () => {
  it('is "PBDS1", a header in JSON, labels and pixels, each at a multiple of 4096', () =>
    withCanonical(async (bytes, header) => {
      expect(bytes.toString('latin1', 0, 5)).toBe('PBDS1');
      expect(header).toMatchObject({
        imageCount: 10,
        imageShape: [2, 2, 1],
        classes: ['0', '1', '2'],
        labelsOffset: 4096,
        imagesOffset: 8192,
      });
      expect(bytes.readUInt16LE(4096 + 2 * 5)).toBe(2);
      expect(bytes.subarray(8192)).toEqual(Buffer.from(smallPixels(10)));
    }));

  it('says nothing of a preparation where there was none', () =>
    withCanonical(async (_, header) => {
      expect(header).not.toHaveProperty('preparation');
    }));

  it('has labels and pixels behind its header, wherever that ends', () =>
    withFolder(async (folder) => {
      const source = join(folder, 'data.npz');
      const target = join(folder, 'target');
      const images = { name: 'images.npy', data: npy('|u1', '(3, 2, 2, 1)', smallPixels(3)) };
      const labels = { name: 'labels.npy', data: npy('|u1', '(3,)', Uint8Array.of(2, 1, 0)) };
      const headerBytes = async (length: number) => {
        const names = Buffer.from(['x'.repeat(length), 'y', 'z'].map((name) => name.padEnd(length, '\0')).join(''));
        const classNames = { name: 'class_names.npy', data: npy(`|S${length}`, '(3,)', names) };
        await writeFile(source, zip([images, labels, classNames]));
        await writeCanonical(source, target);
        const dataset = await openCanonical(target);
        expect([...dataset.labels]).toEqual([2, 1, 0]);
        expect(await dataset.readRun(0, 3)).toEqual(smallPixels(3));
        await dataset.close();
        return HEADER_START + (await readFile(target)).readUInt32LE(8);
      };
      const besidesName = (await headerBytes(3800)) - 3800;
      const ends: number[] = [];
      for (let end = 4096 - 70; end <= 4096 + 10; end++) ends.push(await headerBytes(end - besidesName));
      expect(ends).toContain(4095);
    }));

  it('may have as many bytes as are allowed; what is not packed may have more', () =>
    withFolder(async (folder) => {
      const source = join(folder, 'data.npz');
      const write = (maximumUnpackedBytes: number) =>
        writeCanonical(source, join(folder, 'target'), { maximumUnpackedBytes });
      await writeFile(source, smallNpz(10, deflated));
      expect(await write(40)).toMatchObject({ imageCount: 10 });
      await expect(write(39)).rejects.toThrow('compressed images may unpack to at most 39 bytes; these declare 40');
      await writeFile(source, smallNpz(10));
      expect(await write(39)).toMatchObject({ imageCount: 10 });
    }));

  it('gives back any number of images, with the classes counted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 3000 }), fc.boolean(), (count, deflate) =>
        withFolder(async (folder) => {
          await writeFile(join(folder, 'data.npz'), smallNpz(count, deflate ? deflated : {}));
          const facts = await writeCanonical(join(folder, 'data.npz'), join(folder, 'target'));
          const wanted = [0, 1, 2].map((label) => Math.ceil((count - label) / 3)).filter((n) => n > 0);
          expect(facts.classes).toEqual(wanted.map((imageCount, label) => ({ name: String(label), imageCount })));
          const dataset = await openCanonical(join(folder, 'target'));
          expect(await dataset.read(count - 1)).toEqual(smallPixels(count).slice(-4));
          expect(dataset).toMatchObject({ sha256: facts.sha256, mean: facts.mean, std: facts.std, imageCount: count });
          await dataset.close();
        }),
      ),
      { numRuns: 15 },
    );
  });

  it.each([[{}], [{ split: 'test' }], [{ split: 'train', resize: 4 }], [{ resize: 4, crop: 2 }]])(
    'keeps what was done to its images: %j',
    (preparation) =>
      withCanonical(async (bytes, header, file) => {
        await writeFile(file, withHeader(bytes, { ...header, preparation }));
        const dataset = await openCanonical(file);
        expect(dataset.preparation).toEqual(preparation);
        await dataset.close();
      }),
  );

  it('replaces what was at its target, and leaves what was there when it fails', () =>
    withFolder(async (folder) => {
      const [source, target] = [join(folder, 'data.npz'), join(folder, 'target')];
      await writeFile(target, 'before');
      await writeFile(source, smallNpz(10, { images: { deflate: true, says: { crc32: 1 } } }));
      await expect(writeCanonical(source, target)).rejects.toThrow('images.npy is damaged: its checksum should be');
      expect(await readFile(target, 'utf8')).toBe('before');
      await writeFile(source, smallNpz(10));
      await writeCanonical(source, target);
      expect((await namesIn(folder)).sort()).toEqual(['data.npz', 'target']);
      expect((await readFile(target)).length).toBe(8192 + 40);
    }));

  it('has room in its header for long names and for numbers of any length', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 200 }), (classes) => {
        const json = {
          imageCount: 1,
          imageShape: [1, 1, 1] as const,
          mean: [0.1],
          std: [1],
          meanFrom: 'given',
          stdFrom: 'given',
        } as const;
        const header = { ...json, classes, sha256: '', sizeBytes: 1, labelsOffset: 0, imagesOffset: 0 };
        const labelsOffset = aligned(HEADER_START + Buffer.byteLength(JSON.stringify(header)) + 50);
        const bytes = encodeHeader({ ...header, labelsOffset, imagesOffset: labelsOffset + 4096 });
        expect(bytes.length).toBe(labelsOffset);
        expect(JSON.parse(bytes.toString('utf8', HEADER_START, HEADER_START + bytes.readUInt32LE(8))).classes).toEqual(
          classes,
        );
      }),
    );
  });
});

describe('a canonical file is refused', () => {
  it('cut anywhere', () =>
    withCanonical(async (bytes, _, file) => {
      for (const length of [0, 4, 11, 12, 100, 4095, 4096, 8192, bytes.length - 1]) {
        await writeFile(file, bytes.subarray(0, length));
        await expect(openCanonical(file), `at ${length}`).rejects.toThrow(DatasetError);
      }
    }));

  it('with more at its end', () =>
    withCanonical(async (bytes, _, file) => {
      await writeFile(file, Buffer.concat([bytes, Buffer.from('x')]));
      await expect(openCanonical(file)).rejects.toThrow('is cut off or damaged: it needs 8232 bytes; it has 8233');
    }));

  it.each([
    [{ imageCount: 11 }, 'it needs 8236 bytes'],
    [{ imageCount: -1 }, 'imageCount is no whole number in its header'],
    [{ imageCount: '10' }, 'imageCount is no whole number in its header'],
    [{ imageShape: [2, 2] }, 'imageShape does not fit mean and std in its header'],
    [{ imageShape: [4, 0, 1] }, 'imageShape does not fit mean and std in its header'],
    [{ mean: [null] }, 'mean are no numbers in its header'],
    [{ mean: [0.1, 0.2] }, 'imageShape does not fit mean and std in its header'],
    [{ std: [0] }, 'of channel 0 must be finite and above 0; got 0'],
    [{ classes: ['0', '1'] }, 'image 2 has label 2 and there are 2 classes'],
    [{ classes: [1, 2, 3] }, 'classes are no names in its header'],
    [{ meanFrom: 'guessed' }, 'meanFrom is unknown in its header'],
    [{ sha256: 5 }, 'sha256 is no text in its header'],
    [{ sizeBytes: 0.5 }, 'sizeBytes is no whole number in its header'],
    [{ std: ['1'] }, 'std are no numbers in its header'],
    [{ std: [1, 1] }, 'imageShape does not fit mean and std in its header'],
    [{ mean: 0.1 }, 'mean are no numbers in its header'],
    [{ imageShape: 'wide' }, 'imageShape does not fit mean and std in its header'],
    [{ imageCount: 2 ** 52 }, 'there are more images or pixels than may be in its header'],
    [{ imageShape: [2 ** 20, 2 ** 20, 1] }, 'there are more images or pixels than may be in its header'],
    [{ preparation: 'none' }, 'preparation is unknown in its header'],
    [{ preparation: { split: 'validation' } }, 'preparation is unknown in its header'],
    [{ preparation: { resize: 1.5 } }, 'preparation is unknown in its header'],
    [{ preparation: { crop: '2' } }, 'preparation is unknown in its header'],
    [{ imagesOffset: 4096 + 2 * 10 - 1 }, 'the offsets overlap in its header'],
    [{ labelsOffset: 8180 }, 'the offsets overlap in its header'],
    [{ labelsOffset: 12 }, 'the offsets overlap in its header'],
  ])('whose header says %j', (change, message) =>
    withCanonical(async (bytes, header, file) => {
      await writeFile(file, withHeader(bytes, { ...header, ...change }));
      const error = await openCanonical(file).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(DatasetError);
      expect(String(error)).toContain(message);
    }),
  );

  it('whose header is longer than one may be, or than the file', () =>
    withCanonical(async (bytes, _, file) => {
      const saying = async (length: number) => {
        const changed = Buffer.from(bytes);
        changed.writeUInt32LE(length, 8);
        await writeFile(file, changed);
        return openCanonical(file);
      };
      await expect(saying(2 ** 27 + 1)).rejects.toThrow('its header may have 134217728 bytes; it says 134217729');
      await expect(saying(2 ** 27)).rejects.toThrow('is cut off: its header needs 134217740 bytes; it has 8232');
      await expect(saying(8232 - HEADER_START)).rejects.toThrow('there is no object in its header');
    }));

  it('whose header is a list', () =>
    withCanonical(async (bytes, header, file) => {
      await writeFile(file, withHeader(bytes, [header]));
      await expect(openCanonical(file)).rejects.toThrow('there is no object in its header');
    }));

  it('whose header is no JSON, or that is something else', () =>
    withCanonical(async (bytes, _, file) => {
      await writeFile(file, Buffer.from(bytes).fill('{', HEADER_START, 100));
      await expect(openCanonical(file)).rejects.toThrow('there is no object in its header');
      await writeFile(file, smallNpz(10));
      await expect(openCanonical(file)).rejects.toThrow('is not a canonical dataset: it must begin with PBDS1');
    }));
});
