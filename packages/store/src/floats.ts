/** Float32 values as little-endian bytes, one row after another, with where each row lies. */
export class PackedFloats {
  readonly #rows: Float32Array[] = [];
  readonly offsets: number[] = [];
  readonly lengths: number[] = [];
  #bytes = 0;

  add(row: Float32Array): void {
    this.#rows.push(row);
    this.offsets.push(this.#bytes);
    this.lengths.push(4 * row.length);
    this.#bytes += 4 * row.length;
  }

  bytes(): Buffer {
    const bytes = Buffer.alloc(this.#bytes);
    this.#rows.forEach((row, k) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset + this.offsets[k]!, this.lengths[k]!);
      row.forEach((value, j) => {
        view.setFloat32(4 * j, value, true);
      });
    });
    return bytes;
  }
}

/** The values of little-endian bytes. */
export function unpackFloats(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, k) => view.getFloat32(4 * k, true));
}
