import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Bytes, exactly, fileRange, head, skip } from './byte-streams.ts';
import { DatasetError } from './errors.ts';
import { lastName, type TreeFile } from './file-tree.ts';
import { inflate } from './inflate.ts';
import { DEFLATE_LIMIT } from './limits.ts';

/** One IDX file, plain or gzip: a big-endian array with its type and shape in front (source: the MNIST page). */
export interface IdxFile {
  name: string;
  sizeBytes: number;
  /** Where its values lie as they are; null where they are compressed. */
  stored: TreeFile['stored'];
  type: IdxType;
  shape: number[];
  /** The values, exactly as many bytes as the shape needs. */
  values(signal?: AbortSignal): Bytes;
}

export interface IdxType {
  name: string;
  kind: string;
  itemBytes: number;
  littleEndian: false;
}

const TYPES: Record<number, IdxType> = {
  8: { name: 'uint8', kind: 'u', itemBytes: 1, littleEndian: false },
  9: { name: 'int8', kind: 'i', itemBytes: 1, littleEndian: false },
  11: { name: 'int16', kind: 'i', itemBytes: 2, littleEndian: false },
  12: { name: 'int32', kind: 'i', itemBytes: 4, littleEndian: false },
  13: { name: 'float32', kind: 'f', itemBytes: 4, littleEndian: false },
  14: { name: 'float64', kind: 'f', itemBytes: 8, littleEndian: false },
};

/** A file to be read, on disk or in an archive. */
export type IdxSource = Pick<TreeFile, 'path' | 'sizeBytes' | 'bytes' | 'stored'>;

/** A file on disk that stays open. */
export async function openIdxSource(path: string): Promise<IdxSource & { close(): Promise<void> }> {
  const handle = await open(path, 'r');
  const name = basename(path);
  const sizeBytes = (await handle.stat()).size;
  return {
    path: name,
    sizeBytes,
    stored: { handle, offset: 0 },
    bytes: (signal) => fileRange(handle, 0, sizeBytes, name, signal),
    close: () => handle.close(),
  };
}

/** Reads the header of an IDX file. Throws DatasetError where the file is not one or is not as long as it says. */
export async function readIdxFile(source: IdxSource, signal?: AbortSignal): Promise<IdxFile> {
  const { sizeBytes } = source;
  const name = lastName(source.path);
  const magic = await head(source.bytes(signal), 2);
  const gzip = magic[0] === 0x1f && magic[1] === 0x8b;
  const bytes = (during?: AbortSignal) => (gzip ? inflate(source.bytes(during), 'gzip', name) : source.bytes(during));
  const { type, shape, headerBytes } = parseIdxHeader(await head(bytes(signal), 4 + 4 * 255), name);
  const needed = headerBytes + shape.reduce((product, size) => product * size, type.itemBytes);
  if (gzip ? needed > sizeBytes * DEFLATE_LIMIT : needed !== sizeBytes) {
    throw new DatasetError(`${name} of shape [${shape.join(', ')}] needs ${needed} bytes; it has ${sizeBytes}`);
  }
  const values = (during?: AbortSignal) => skip(exactly(bytes(during), needed, name), headerBytes);
  const stored =
    gzip || source.stored === null ? null : { ...source.stored, offset: source.stored.offset + headerBytes };
  return { name, sizeBytes, stored, type, shape, values };
}

function parseIdxHeader(bytes: Uint8Array, name: string): Pick<IdxFile, 'type' | 'shape'> & { headerBytes: number } {
  const [first, second, code = 0, rank = 0] = bytes;
  const type = TYPES[code];
  if (first !== 0 || second !== 0 || type === undefined || rank === 0) {
    const begin = Buffer.from(bytes.subarray(0, 4)).toString('hex');
    throw new DatasetError(
      `${name} is not an IDX file: it must begin with 0000, a type and a rank; got ${begin || 'nothing'}`,
    );
  }
  const headerBytes = 4 + 4 * rank;
  if (bytes.length < headerBytes) {
    throw new DatasetError(`${name} is cut off: its header needs ${headerBytes} bytes, there are ${bytes.length}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return { type, shape: Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis)), headerBytes };
}
