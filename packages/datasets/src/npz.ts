import type { FileHandle } from 'node:fs/promises';
import { skip, whole } from './byte-streams.ts';
import { DatasetError } from './errors.ts';
import { fileSha256 } from './fingerprint.ts';
import { classesOf, type ImageFile, imagesOf } from './image-file.ts';
import { type NpyHeader, readNpyHeader } from './npy-header.ts';
import { type NpyType, npyType } from './npy-type.ts';
import { decodeLabels, decodeReals, decodeTexts, labelReader } from './npy-values.ts';
import type { ArchiveFile } from './tar-tree.ts';
import { entryBytes, readZipDirectory, type ZipEntry } from './zip.ts';

/** An array inside the archive, its header read and its size found to be what the header's shape needs. */
interface NpzArray extends NpyHeader {
  key: string;
  type: NpyType;
  entry: ZipEntry;
}

const KEYS = ['images', 'labels', 'class_names', 'mean', 'std'] as const;
const WANTED: ReadonlySet<string> = new Set(KEYS.map((key) => `${key}.npy`));
const MAXIMUM_NAMES = 65_536;
const MAXIMUM_NAMES_BYTES = 16 * 2 ** 20;

/**
 * Reads what numpy.savez or numpy.savez_compressed wrote: images uint8 [N, H, W, C] or [N, H, W], labels [N] of any
 * integer type, and optionally class_names [K] (str or bytes), mean and std [C] or scalar (float32 or float64).
 * Other arrays are ignored. Takes the handle over: it is closed by the result's close(), or by the caller on an error.
 */
export async function openNpz(
  handle: FileHandle,
  file: string,
  sizeBytes: number,
  signal?: AbortSignal,
): Promise<ImageFile> {
  const { entries, names } = await readZipDirectory(handle, file, sizeBytes, (name) => WANTED.has(name));
  const arrays = new Map<string, NpzArray>();
  for (const key of KEYS) {
    const entry = entries.get(`${key}.npy`);
    if (entry !== undefined) {
      arrays.set(key, await openArray(handle, key, entry, signal));
    }
  }
  const images = required(arrays, 'images', file, names);
  const { imageCount, imageShape } = checkedImages(images);
  const body = (array: NpzArray) => skip(entryBytes(handle, array.entry, signal), array.headerBytes);
  const labels = await readLabels(required(arrays, 'labels', file, names), imageCount, body);
  const classes = classesOf(labels, await readNames(arrays.get('class_names'), body));
  const mean = await readChannels(arrays.get('mean'), imageShape[2], body);
  const std = await readChannels(arrays.get('std'), imageShape[2], body);
  return {
    imageCount,
    imageShape,
    labels,
    classes,
    mean,
    std,
    sha256: await fileSha256(handle, sizeBytes, file, signal),
    sizeBytes,
    stored: images.entry.deflated ? null : { handle, offset: images.entry.offset + images.headerBytes },
    pixels: (during) => skip(entryBytes(handle, images.entry, during), images.headerBytes),
    close: () => handle.close(),
  };
}

/** Whether a zip is of arrays, and not of files of another kind. An empty one is taken for the former. */
export async function holdsArrays({ handle, name, sizeBytes }: ArchiveFile): Promise<boolean> {
  const kinds = { arrays: 0, others: 0 };
  await readZipDirectory(handle, name, sizeBytes, (entry) => {
    kinds[/^[^/]*\.npy$/.test(entry) ? 'arrays' : 'others']++;
    return false;
  });
  return kinds.arrays > 0 || kinds.others === 0;
}

async function openArray(handle: FileHandle, key: string, entry: ZipEntry, signal?: AbortSignal): Promise<NpzArray> {
  const header = await readNpyHeader(entryBytes(handle, entry, signal), entry.name);
  return { ...header, key, type: npyType(header.descr), entry };
}

function required(arrays: Map<string, NpzArray>, key: string, file: string, names: string[]): NpzArray {
  const array = arrays.get(key);
  if (array === undefined) {
    const there = names.map((name) => name.replace(/\.npy$/, '')).join(', ') || 'nothing';
    throw new DatasetError(`${file} must have an array named ${key}; it has ${there}`);
  }
  return array;
}

/** Refuses an array whose entry is not as long as its shape needs, or that is in Fortran order where that matters. */
function checkSize({ key, shape, type, entry, headerBytes, fortranOrder }: NpzArray): void {
  const needed = headerBytes + shape.reduce((product, size) => product * size, type.itemBytes);
  if (entry.sizeBytes !== needed) {
    throw new DatasetError(
      `${key} of shape [${shape.join(', ')}] and type ${type.name} needs ${needed} bytes; ${entry.name} has ${entry.sizeBytes}`,
    );
  }
  if (fortranOrder && shape.length > 1) {
    throw new DatasetError(
      `${key} must be in C order; got Fortran order (numpy.ascontiguousarray(${key}) makes the other)`,
    );
  }
}

function checkedImages(images: NpzArray) {
  if (images.type.name !== 'uint8') {
    throw new DatasetError(`images must be uint8; got ${images.type.name} in ${images.entry.name}`);
  }
  const facts = imagesOf(images.shape);
  checkSize(images);
  return facts;
}

type Body = (array: NpzArray) => AsyncIterable<Uint8Array>;

function readLabels(array: NpzArray, imageCount: number, body: Body): Promise<Uint16Array> {
  const read = labelReader({ ...array, where: '' }, imageCount);
  checkSize(array);
  return decodeLabels(body(array), array.type.itemBytes, read, imageCount);
}

async function readNames(array: NpzArray | undefined, body: Body): Promise<string[] | null> {
  if (array === undefined) {
    return null;
  }
  const { type, shape } = array;
  if (type.kind !== 'U' && type.kind !== 'S') {
    throw new DatasetError(`class_names must be text (numpy's str or bytes); got ${type.name}`);
  }
  const [count = 0] = shape;
  if (shape.length !== 1 || count > MAXIMUM_NAMES || count * type.itemBytes > MAXIMUM_NAMES_BYTES) {
    throw new DatasetError(
      `class_names must be [K] with K at most ${MAXIMUM_NAMES}, of at most ${MAXIMUM_NAMES_BYTES} bytes; got [${shape.join(', ')}] of ${type.itemBytes} byte${type.itemBytes === 1 ? '' : 's'} each`,
    );
  }
  checkSize(array);
  return decodeTexts(await whole(body(array), count * type.itemBytes), type, count, 'class_names');
}

/** One value a channel; a scalar holds for all of them. */
async function readChannels(array: NpzArray | undefined, channels: number, body: Body): Promise<number[] | null> {
  if (array === undefined) {
    return null;
  }
  const { key, type, shape } = array;
  if (type.name !== 'float32' && type.name !== 'float64') {
    throw new DatasetError(`${key} must be float32 or float64; got ${type.name}`);
  }
  if (shape.length > 1 || (shape.length === 1 && shape[0] !== channels)) {
    throw new DatasetError(`${key} must be a scalar or [${channels}], one value a channel; got [${shape.join(', ')}]`);
  }
  checkSize(array);
  const values = decodeReals(await whole(body(array), (shape[0] ?? 1) * type.itemBytes), type);
  return shape.length === 0 ? Array.from({ length: channels }, () => values[0] ?? Number.NaN) : values;
}
