import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { type Entry, fromRandomAccessReader, RandomAccessReader } from 'yauzl';
import { type Bytes, exactly, fileRange, readAt } from './byte-streams.ts';
import { DatasetError } from './errors.ts';
import { inflate } from './inflate.ts';
import { DEFLATE_LIMIT, MAXIMUM_FILE_COUNT } from './limits.ts';

/** A file inside a zip archive, found and its sizes checked against the archive's. */
export interface ZipEntry {
  name: string;
  deflated: boolean;
  packedBytes: number;
  sizeBytes: number;
  crc32: number;
  /** Where its packed bytes begin in the archive. */
  offset: number;
}

export interface ZipDirectory {
  /** Those that were asked for and are there. */
  entries: Map<string, ZipEntry>;
  /** The first few names of the archive, for messages. */
  names: string[];
}

const NAMES_SHOWN = 10;

/** Finds the `wanted` files of an archive; others are ignored. Throws DatasetError where the archive is not whole. */
export async function readZipDirectory(
  handle: FileHandle,
  archive: string,
  archiveBytes: number,
  wanted: (name: string) => boolean,
): Promise<ZipDirectory> {
  const found = new Map<string, Entry>();
  const names: string[] = [];
  await eachEntry(handle, archive, archiveBytes, (entry) => {
    if (names.length < NAMES_SHOWN) {
      names.push(entry.fileName);
    }
    if (found.has(entry.fileName)) {
      throw new DatasetError(`${archive} holds two files named ${entry.fileName}`);
    }
    if (isLink(entry)) {
      throw new DatasetError(`${archive} must hold files and folders alone; ${entry.fileName} is a symbolic link`);
    }
    if (wanted(entry.fileName)) {
      found.set(entry.fileName, entry);
    }
  });
  const entries = new Map<string, ZipEntry>();
  for (const [name, entry] of found) {
    entries.set(name, await located(handle, archive, archiveBytes, entry));
  }
  return { entries, names };
}

/** The unpacked bytes of a file in the archive: exactly as many as declared, and of the declared checksum. */
export async function* entryBytes(
  handle: FileHandle,
  entry: ZipEntry,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const packed = fileRange(handle, entry.offset, entry.offset + entry.packedBytes, entry.name, signal);
  const unpacked: Bytes = entry.deflated ? inflate(packed, 'deflate', entry.name) : packed;
  let checksum = 0;
  for await (const chunk of exactly(unpacked, entry.sizeBytes, entry.name)) {
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (checksum !== entry.crc32) {
    const [declared, got] = [entry.crc32, checksum].map((value) => value.toString(16).padStart(8, '0'));
    throw new DatasetError(`${entry.name} is damaged: its checksum should be ${declared}; got ${got}`);
  }
}

/** Calls `visit` with every entry of the central directory. */
function eachEntry(
  handle: FileHandle,
  archive: string,
  archiveBytes: number,
  visit: (entry: Entry) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(zipError(archive, error));
    const reader = new BoundedReader(handle, archiveBytes, fail);
    fromRandomAccessReader(
      reader,
      archiveBytes,
      { lazyEntries: true, autoClose: false, validateEntrySizes: false },
      (error, zip) => {
        if (error !== null) {
          fail(error);
          return;
        }
        if (zip.entryCount > MAXIMUM_FILE_COUNT) {
          fail(new DatasetError(`${archive} must hold at most ${MAXIMUM_FILE_COUNT} files; got ${zip.entryCount}`));
          return;
        }
        zip.on('error', fail);
        zip.on('end', resolve);
        zip.on('entry', (entry: Entry) => {
          visit(entry);
          zip.readEntry();
        });
        zip.readEntry();
      },
    );
  });
}

/** Unix keeps a file's mode in the upper half of its attributes. */
function isLink({ versionMadeBy, externalFileAttributes }: Entry): boolean {
  const unix = 3;
  return versionMadeBy >> 8 === unix && ((externalFileAttributes >>> 16) & 0o170_000) === 0o120_000;
}

/** Reads within the archive. yauzl's own reader throws outside of any promise where a directory points beyond 2^53. */
class BoundedReader extends RandomAccessReader {
  constructor(
    private readonly handle: FileHandle,
    private readonly sizeBytes: number,
    private readonly fail: (error: unknown) => void,
  ) {
    super();
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.readWithin(buffer, offset, length, position)
      .then(() => callback(null))
      .catch(this.fail);
  }

  private async readWithin(buffer: Buffer, offset: number, length: number, position: number): Promise<void> {
    if (position < 0 || position + length > this.sizeBytes) {
      throw new Error(`bytes ${position} to ${position + length} are needed, there are ${this.sizeBytes}`);
    }
    buffer.set(await readAt(this.handle, position, length, 'the zip'), offset);
  }
}

function zipError(archive: string, error: unknown): unknown {
  if (error instanceof DatasetError || !(error instanceof Error)) {
    return error;
  }
  if (/^(invalid relative path|absolute path|invalid characters in fileName)/.test(error.message)) {
    return new DatasetError(`${archive}: names of files must stay inside the archive: ${error.message}`);
  }
  const reason = error.message.startsWith('End of central directory')
    ? 'the directory at its end is missing'
    : error.message;
  return new DatasetError(`${archive}: the zip is cut off or damaged: ${reason}`, { cause: error });
}

async function located(handle: FileHandle, archive: string, archiveBytes: number, entry: Entry): Promise<ZipEntry> {
  const name = entry.fileName;
  const { compressionMethod: method, compressedSize: packedBytes, uncompressedSize: sizeBytes } = entry;
  if (entry.isEncrypted()) {
    throw new DatasetError(`${archive}: ${name} must not be encrypted`);
  }
  if (method !== 0 && method !== 8) {
    throw new DatasetError(`${archive}: ${name} must be stored or deflated (0 or 8); got compression method ${method}`);
  }
  const local = Buffer.from(await readAt(handle, entry.relativeOffsetOfLocalHeader, 30, `${archive}: ${name}`));
  if (local.readUInt32LE(0) !== 0x04034b50) {
    throw new DatasetError(
      `${archive}: the zip's directory is damaged: no file begins where it says that ${name} does`,
    );
  }
  const offset = entry.relativeOffsetOfLocalHeader + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (offset + packedBytes > archiveBytes) {
    throw new DatasetError(
      `${archive} is cut off: ${name} needs ${offset + packedBytes} bytes, there are ${archiveBytes}`,
    );
  }
  if (method === 8 && sizeBytes > packedBytes * DEFLATE_LIMIT) {
    throw new DatasetError(
      `${archive}: ${name} can't unpack to the ${sizeBytes} bytes that it declares: it has ${packedBytes}`,
    );
  }
  return { name, deflated: method === 8, packedBytes, sizeBytes, crc32: entry.crc32, offset };
}
