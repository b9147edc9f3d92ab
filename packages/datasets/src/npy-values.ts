import { type Bytes, wholeItems } from './byte-streams.ts';
import { DatasetError } from './errors.ts';
import type { NpyType } from './npy-type.ts';

/** Integers of 1, 2, 4 or 8 bytes; those that a number can't hold exactly become what is outside of every allowed range. */
function integerReader(type: Pick<NpyType, 'kind' | 'itemBytes' | 'littleEndian'>): ItemReader | null {
  const { littleEndian } = type;
  switch (`${type.kind}${type.itemBytes}`) {
    case 'u1':
      return (view, at) => view.getUint8(at);
    case 'i1':
      return (view, at) => view.getInt8(at);
    case 'u2':
      return (view, at) => view.getUint16(at, littleEndian);
    case 'i2':
      return (view, at) => view.getInt16(at, littleEndian);
    case 'u4':
      return (view, at) => view.getUint32(at, littleEndian);
    case 'i4':
      return (view, at) => view.getInt32(at, littleEndian);
    case 'u8':
      return (view, at) => Number(view.getBigUint64(at, littleEndian));
    case 'i8':
      return (view, at) => Number(view.getBigInt64(at, littleEndian));
    default:
      return null;
  }
}

type ItemReader = (view: DataView, at: number) => number;

/** Labels [N] of `imageCount` images, of any integer type, before they are read. */
export interface LabelArray {
  type: Pick<NpyType, 'name' | 'kind' | 'itemBytes' | 'littleEndian'>;
  shape: readonly number[];
  /** What messages add: in which file it is. */
  where: string;
}

/** A reader of labels that are one an image. Throws DatasetError where an array is none of labels. */
export function labelReader({ type, shape, where }: LabelArray, imageCount: number): ItemReader {
  const read = integerReader(type);
  if (read === null) {
    throw new DatasetError(`labels must be integers; got ${type.name}${where}`);
  }
  if (shape.length !== 1) {
    throw new DatasetError(`labels must be [N], one an image; got [${shape.join(', ')}]${where}`);
  }
  if (shape[0] !== imageCount) {
    throw new DatasetError(`there must be as many labels as images (${imageCount}); got ${shape[0]}${where}`);
  }
  return read;
}

/** Labels of `count` images, each 0 to 65535. Throws DatasetError with the first that isn't, and its image. */
export async function decodeLabels(
  chunks: Bytes,
  itemBytes: number,
  read: ItemReader,
  count: number,
): Promise<Uint16Array> {
  const labels = new Uint16Array(count);
  let index = 0;
  for await (const chunk of wholeItems(chunks, itemBytes)) {
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
    for (let at = 0; at < chunk.length; at += itemBytes, index++) {
      const label = read(view, at);
      if (label < 0 || label > 65_535) {
        throw new DatasetError(`labels must be 0 to 65535; got ${label} at image ${index}`);
      }
      labels[index] = label;
    }
  }
  return labels;
}

/** Real numbers, float32 or float64. */
export function decodeReals(bytes: Uint8Array, type: NpyType): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / type.itemBytes }, (_, index) =>
    type.itemBytes === 4
      ? view.getFloat32(index * 4, type.littleEndian)
      : view.getFloat64(index * 8, type.littleEndian),
  );
}

/** Texts of numpy's str (UTF-32) or bytes (taken as UTF-8), without the zeros that pad them. */
export function decodeTexts(bytes: Uint8Array, type: NpyType, count: number, name: string): string[] {
  return Array.from({ length: count }, (_, index) => {
    const item = bytes.subarray(index * type.itemBytes, (index + 1) * type.itemBytes);
    const text = type.kind === 'U' ? decodeUtf32(item, type.littleEndian) : decodeUtf8(item);
    // A zero inside can be stored neither in a database nor shown.
    if (text === null || text.includes('\0')) {
      throw new DatasetError(
        `${name}[${index}] must be text; got bytes ${Buffer.from(item).toString('hex').slice(0, 40)}`,
      );
    }
    return text;
  });
}

function decodeUtf32(item: Uint8Array, littleEndian: boolean): string | null {
  const view = new DataView(item.buffer, item.byteOffset, item.length);
  const codes = Array.from({ length: item.length / 4 }, (_, at) => view.getUint32(at * 4, littleEndian));
  const used = codes.slice(0, codes.findLastIndex((code) => code !== 0) + 1);
  const isText = used.every((code) => code <= 0x10ffff && (code < 0xd800 || code > 0xdfff));
  return isText ? used.map((code) => String.fromCodePoint(code)).join('') : null;
}

function decodeUtf8(item: Uint8Array): string | null {
  const used = item.subarray(0, item.findLastIndex((byte) => byte !== 0) + 1);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(used);
  } catch {
    return null;
  }
}
