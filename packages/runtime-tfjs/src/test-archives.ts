import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, deflateRawSync } from 'node:zlib';

/** One entry of an archive that a test makes, as wrong as it likes. */
export interface ArchiveEntry {
  name: string;
  content?: Buffer;
  /** A tar's type: '0' a file, '1' and '2' links, '5' a folder, 'x' a longer header. */
  type?: string;
  link?: string;
  /** Zip only: the file's mode, a link among them. */
  mode?: number;
}

const BLOCK = 512;

/** A tar of these entries. */
export function* tarOf(entries: Iterable<ArchiveEntry>): Generator<Buffer> {
  for (const entry of entries) {
    const content = entry.content ?? Buffer.alloc(0);
    yield tarHeader(entry, content.length);
    yield content;
    yield Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  }
  yield Buffer.alloc(2 * BLOCK);
}

/** The header of an entry that says it has `size` bytes. */
export function tarHeader({ name, type = '0', link = '' }: ArchiveEntry, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
  header.write(name, 0, 100);
  header.write(`0000644\0${'0000000\0'.repeat(2)}${octal(size, 11)}\0${octal(0, 11)}\0        ${type}`, 100, 'latin1');
  header.write(link, 157, 100);
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148, 'latin1');
  return header;
}

/** Writes a gzipped file of these parts. */
export function writeGzip(file: string, parts: Iterable<Buffer>): Promise<void> {
  return pipeline(Readable.from(parts), createGzip({ level: 1 }), createWriteStream(file));
}

/** A zip of these entries. */
export function zipOf(entries: readonly ArchiveEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, content = Buffer.alloc(0), mode = 0o100644 } of entries) {
    const packed = deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(at, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    locals.push(local);
    central.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), fields, rest, Buffer.from(name));
    at += local.length;
  }
  const index = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...locals, index, Buffer.from('PK\x05\x06'), end]);
}
