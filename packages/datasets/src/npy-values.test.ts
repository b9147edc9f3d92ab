import { describe, expect, it } from 'vitest';
import { npyType } from './npy-type.ts';
import { decodeLabels, decodeReals, decodeTexts, type LabelArray, labelReader } from './npy-values.ts';

const labels = (descr: string, count: number): LabelArray => ({ type: npyType(descr), shape: [count], where: '' });
async function* once(bytes: Uint8Array) {
  yield bytes;
}
const decoded = async (descr: string, bytes: number[]) => {
  const { itemBytes } = npyType(descr);
  const count = bytes.length / itemBytes;
  const read = labelReader(labels(descr, count), count);
  return [...(await decodeLabels(once(Uint8Array.from(bytes)), itemBytes, read, count))];
};

describe('labels', () => {
  it.each([
    ['|u1', [0, 255], [0, 255]],
    ['|i1', [0, 127], [0, 127]],
    ['<u2', [1, 2, 255, 255], [513, 65_535]],
    ['>u2', [1, 2, 255, 255], [258, 65_535]],
    ['<i2', [1, 2, 255, 127], [513, 32_767]],
    ['>i2', [1, 2, 127, 255], [258, 32_767]],
    ['<u4', [1, 2, 0, 0], [513]],
    ['>u4', [0, 0, 1, 2], [258]],
    ['<i4', [1, 2, 0, 0], [513]],
    ['>i4', [0, 0, 1, 2], [258]],
    ['<u8', [1, 2, 0, 0, 0, 0, 0, 0], [513]],
    ['>u8', [0, 0, 0, 0, 0, 0, 1, 2], [258]],
    ['<i8', [1, 2, 0, 0, 0, 0, 0, 0], [513]],
    ['>i8', [0, 0, 0, 0, 0, 0, 1, 2], [258]],
  ])('of %s are read in their order of bytes', async (descr, bytes, wanted) => {
    expect(await decoded(descr, bytes)).toEqual(wanted);
  });

  it.each([
    ['|i1', [3, 255], -1, 1],
    ['<i2', [255, 255], -1, 0],
    ['<u4', [255, 255, 255, 255], 4_294_967_295, 0],
    ['<i4', [255, 255, 255, 255], -1, 0],
    ['<u4', [0, 0, 1, 0], 65_536, 0],
    ['<i8', [255, 255, 255, 255, 255, 255, 255, 255], -1, 0],
  ])('of %s outside 0 to 65535 are refused with their image', async (descr, bytes, label, image) => {
    await expect(decoded(descr, bytes)).rejects.toThrow(`labels must be 0 to 65535; got ${label} at image ${image}`);
  });

  it('that do not fit are refused with the file that they are in', () => {
    const where = ' in train.npy';
    expect(() => labelReader({ ...labels('<f4', 3), where }, 3)).toThrow(
      /^labels must be integers; got float32 in train.npy$/,
    );
    expect(() => labelReader({ ...labels('<i4', 3), where, shape: [3, 1] }, 3)).toThrow(
      /^labels must be \[N\], one an image; got \[3, 1\] in train.npy$/,
    );
    expect(() => labelReader({ ...labels('<i4', 3), where }, 4)).toThrow(
      /^there must be as many labels as images \(4\); got 3 in train.npy$/,
    );
  });
});

describe('real numbers', () => {
  it.each(['<f4', '>f4', '<f8', '>f8'])('of %s are read', (descr) => {
    const type = npyType(descr);
    const view = new DataView(new ArrayBuffer(2 * type.itemBytes));
    [0.5, -3].forEach((value, index) => {
      if (type.itemBytes === 4) view.setFloat32(4 * index, value, type.littleEndian);
      else view.setFloat64(8 * index, value, type.littleEndian);
    });
    expect(decodeReals(new Uint8Array(view.buffer), type)).toEqual([0.5, -3]);
  });
});

describe('texts', () => {
  const text = (descr: string, ...codes: number[]) => {
    const type = npyType(descr);
    const view = new DataView(new ArrayBuffer(type.itemBytes));
    codes.forEach((code, at) => {
      view.setUint32(4 * at, code, type.littleEndian);
    });
    return decodeTexts(new Uint8Array(view.buffer), type, 1, 'class_names');
  };
  const bytes = (...item: number[]) =>
    decodeTexts(Uint8Array.from(item), npyType(`|S${item.length}`), 1, 'class_names');

  it('of str are UTF-32 in their order of bytes, up to the last character that there is', () => {
    expect(text('<U3', 0x61, 0x1f600)).toEqual(['a\u{1f600}']);
    expect(text('>U3', 0x61, 0x1f600)).toEqual(['a\u{1f600}']);
    expect(text('<U3', 0xd7ff, 0xe000, 0x10ffff)).toEqual(['\ud7ff\ue000\u{10ffff}']);
    expect(text('<U2')).toEqual(['']);
  });

  it.each([
    ['the first half of a pair', 0xd800],
    ['the last half of a pair', 0xdfff],
    ['a code beyond the last', 0x110000],
    ['the largest number', 0xffffffff],
  ])('of str with %s are refused', (_, code) => {
    expect(() => text('<U2', 0x61, code)).toThrow(/^class_names\[0\] must be text; got bytes 61000000/);
  });

  it('of bytes are UTF-8, whose first character stays where it is a byte order mark', () => {
    expect(bytes(0xc3, 0xa9, 0)).toEqual(['é']);
    expect(bytes(0xef, 0xbb, 0xbf, 0x61)).toEqual(['\ufeffa']);
    expect(bytes(0, 0)).toEqual(['']);
  });

  it('that are none are told by their first 20 bytes', () => {
    expect(() => bytes(...Array.from({ length: 30 }, () => 0xff))).toThrow(
      new RegExp(`^class_names\\[0\\] must be text; got bytes ${'ff'.repeat(20)}$`),
    );
  });
});
