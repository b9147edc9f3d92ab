import { DatasetError } from './errors.ts';

/** Reads the arguments of a pickle's operations one after another. Every method throws DatasetError where the bytes end. */
export class PickleBytes {
  position = 0;
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly name: string,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get left(): number {
    return this.bytes.length - this.position;
  }

  /** The next `length` bytes, not copied. */
  take(length: number): Uint8Array {
    if (length < 0 || length > this.left) {
      throw new DatasetError(
        `${this.name} is cut off: ${length} bytes are needed at ${this.position}; it has ${this.left}`,
      );
    }
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  uint8(): number {
    return this.view.getUint8(this.step(1));
  }

  uint16(): number {
    return this.view.getUint16(this.step(2), true);
  }

  int32(): number {
    return this.view.getInt32(this.step(4), true);
  }

  uint32(): number {
    return this.view.getUint32(this.step(4), true);
  }

  /** A size of 8 bytes; one that is no number becomes what no file is long enough for. */
  uint64(): number {
    return Number(this.view.getBigUint64(this.step(8), true));
  }

  /** Up to the next newline, which is passed over. */
  line(): string {
    const end = this.bytes.indexOf(10, this.position);
    const line = Buffer.from(this.take(end === -1 ? this.left + 1 : end - this.position)).toString('latin1');
    this.position++;
    return line;
  }

  /** `length` bytes of UTF-8. */
  text(length: number): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.take(length));
    } catch (error) {
      throw error instanceof DatasetError
        ? error
        : new DatasetError(`${this.name} is damaged: the text that ends at byte ${this.position} is not UTF-8`);
    }
  }

  private step(length: number): number {
    this.take(length);
    return this.position - length;
  }
}
