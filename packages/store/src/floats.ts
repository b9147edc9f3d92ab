import { endianness } from 'node:os';

const bytesPerValue = Float32Array.BYTES_PER_ELEMENT;

/** Float32 values as little-endian bytes, one row after another, with where each row lies. */
export class PackedFloats {
  readonly #rows: Float32Array[] = [];
  readonly offsets: number[] = [];
  readonly lengths: number[] = [];
  #bytes = 0;

  add(row: Float32Array): void {
    this.#rows.push(row);
    this.offsets.push(this.#bytes);
    this.lengths.push(row.byteLength);
    this.#bytes += row.byteLength;
  }

  bytes(): Buffer {
    const values = new Float32Array(this.#bytes / bytesPerValue);
    for (const [k, row] of this.#rows.entries()) values.set(row, this.offsets[k]! / bytesPerValue);
    return littleEndian(Buffer.from(values.buffer));
  }
}

/** The values of little-endian bytes. */
export function unpackFloats(bytes: Uint8Array): Float32Array {
  // Copied: a row's bytes may begin at an address that floats may not.
  const copy = new Uint8Array(bytes);
  littleEndian(Buffer.from(copy.buffer));
  return new Float32Array(copy.buffer);
}

const littleEndian = (bytes: Buffer): Buffer => (endianness() === 'BE' ? bytes.swap32() : bytes);
