/**
 * TensorFlow's index of a checkpoint: a sorted table, as LevelDB lays it out. The footer (48 bytes, at the end) says where
 * the index block lies, its values say where the data blocks lie, and each of their values says where a variable lies.
 */
export interface StoredVariable {
  name: string;
  /** Number of the data file. */
  shard: number;
  /** Bytes from the beginning of that file. */
  offset: number;
  size: number;
}

const FOOTER_BYTES = 48;
const MAGIC = 0xdb4775248b80fb57n;
const UNCOMPRESSED = 0;

/** Where each variable lies. Throws RangeError where the bytes are no such index, or not whole. */
export function readVariablesIndex(bytes: Buffer): StoredVariable[] {
  const at = bytes.length - FOOTER_BYTES;
  if (at < 0 || bytes.readBigUInt64LE(bytes.length - 8) !== MAGIC)
    throw new RangeError('it does not end as an index of variables does');
  const footer = new Cursor(bytes.subarray(at));
  footer.handle();
  const blocks = entriesOf(bytes, footer.handle()).map(({ value }) => new Cursor(value).handle());
  // The entry without a name is of the index itself.
  return blocks.flatMap((block) =>
    entriesOf(bytes, block)
      .filter(({ key }) => key.length)
      .map(variableOf),
  );
}

const cutOff = (): RangeError => new RangeError('the index is cut off');

interface Handle {
  offset: number;
  size: number;
}

/** Reads numbers of LevelDB and protocol buffers, seven bits a byte. */
class Cursor {
  at = 0;

  constructor(private readonly bytes: Buffer) {}

  get left(): number {
    return this.bytes.length - this.at;
  }

  number(): number {
    let [value, factor] = [0, 1];
    for (;;) {
      if (this.left <= 0) throw cutOff();
      const byte = this.bytes.readUInt8(this.at++);
      value += (byte & 127) * factor;
      if (!Number.isSafeInteger(value)) throw new RangeError('a number in the index is too large');
      if (byte < 128) return value;
      factor *= 128;
    }
  }

  take(length: number): Buffer {
    if (length > this.left) throw cutOff();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  handle(): Handle {
    return { offset: this.number(), size: this.number() };
  }
}

/** A block's entries; each key leaves out what it begins with as the one before. The block ends with its restarts. */
function entriesOf(bytes: Buffer, { offset, size }: Handle): { key: Buffer; value: Buffer }[] {
  if (size < 4 || offset + size + 5 > bytes.length) throw cutOff();
  if (bytes.readUInt8(offset + size) !== UNCOMPRESSED) throw new RangeError('the index must not be compressed');
  const block = bytes.subarray(offset, offset + size);
  const restarts = block.readUInt32LE(size - 4);
  const cursor = new Cursor(block.subarray(0, Math.max(0, size - 4 - 4 * restarts)));
  const entries: { key: Buffer; value: Buffer }[] = [];
  let key = Buffer.alloc(0);
  while (cursor.left) {
    const [shared, own, length] = [cursor.number(), cursor.number(), cursor.number()];
    key = Buffer.concat([key.subarray(0, shared), cursor.take(own)]);
    entries.push({ key, value: cursor.take(length) });
  }
  return entries;
}

/** Fields 3, 4 and 5 of a BundleEntryProto: shard, offset, size; each 0 where it is left out. */
function variableOf({ key, value }: { key: Buffer; value: Buffer }): StoredVariable {
  const cursor = new Cursor(value);
  const fields = new Map<number, number>();
  while (cursor.left) {
    const tag = cursor.number();
    const wire = tag & 7;
    if (wire === 0) fields.set(tag >>> 3, cursor.number());
    else cursor.take(wire === 2 ? cursor.number() : wire === 5 ? 4 : 8);
  }
  const [shard = 0, offset = 0, size = 0] = [3, 4, 5].map((field) => fields.get(field));
  return { name: key.toString('utf8'), shard, offset, size };
}
