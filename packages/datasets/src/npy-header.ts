import { type Bytes, head } from './byte-streams.ts';
import { DatasetError } from './errors.ts';

/** What precedes the values of a .npy array. */
export interface NpyHeader {
  descr: string;
  fortranOrder: boolean;
  shape: number[];
  /** Bytes before the first value. */
  headerBytes: number;
}

const MAGIC = '\x93NUMPY';
const MAXIMUM_HEADER_BYTES = 65_536;
/** As many as numpy has at most. */
const MAXIMUM_AXES = 64;

/**
 * Reads the header of an array of format version 1, 2 or 3: magic, version, length, then a Python literal
 * `{'descr': '|u1', 'fortran_order': False, 'shape': (3, 28, 28), }`. Source: numpy.lib.format, NEP 1.
 * The literal is parsed, never evaluated: exactly these three keys, in any order. Throws DatasetError.
 */
export async function readNpyHeader(chunks: Bytes, name: string): Promise<NpyHeader> {
  return parseNpyHeader(await head(chunks, MAXIMUM_HEADER_BYTES), name);
}

export function parseNpyHeader(bytes: Uint8Array, name: string): NpyHeader {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (buffer.toString('latin1', 0, 6) !== MAGIC) {
    throw new DatasetError(`${name} is not a numpy array: it does not begin with \\x93NUMPY`);
  }
  const version = buffer[6];
  if (version !== 1 && version !== 2 && version !== 3) {
    throw new DatasetError(`${name} must be of numpy format version 1, 2 or 3; got ${version ?? 'nothing'}`);
  }
  const start = version === 1 ? 10 : 12;
  if (buffer.length < start) {
    throw new DatasetError(`${name} is cut off: its header needs ${start} bytes, there are ${buffer.length}`);
  }
  const end = start + (version === 1 ? buffer.readUInt16LE(8) : buffer.readUInt32LE(8));
  if (end > MAXIMUM_HEADER_BYTES) {
    throw new DatasetError(`${name}: the header must be at most ${MAXIMUM_HEADER_BYTES} bytes; got ${end}`);
  }
  if (end > buffer.length) {
    throw new DatasetError(`${name} is cut off: its header needs ${end} bytes, there are ${buffer.length}`);
  }
  return { ...parseLiteral(buffer.toString('latin1', start, end), name), headerBytes: end };
}

type Literal = Pick<NpyHeader, 'descr' | 'fortranOrder' | 'shape'>;

const KEY = /\s*(['"])(descr|fortran_order|shape)\1\s*:\s*/y;
const TEXT = /(['"])([^'"\\]*)\1/y;
const BOOLEAN = /True|False/y;
const TUPLE = /\(\s*((?:\d+L?\s*,\s*)*)(\d+L?\s*)?\)/y;
const SEPARATOR = /\s*(,?)\s*(\}?)/y;

function parseLiteral(text: string, name: string): Literal {
  const found: Partial<Literal> = {};
  let position = 0;
  const next = (pattern: RegExp): RegExpExecArray => {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match === null) {
      throw malformed(text, position, name);
    }
    position = pattern.lastIndex;
    return match;
  };
  next(/\s*\{/y);
  for (let closed = false; !closed; ) {
    const key = next(KEY)[2];
    if (key === 'descr' && found.descr === undefined) {
      found.descr = next(TEXT)[2] ?? '';
    } else if (key === 'fortran_order' && found.fortranOrder === undefined) {
      found.fortranOrder = next(BOOLEAN)[0] === 'True';
    } else if (key === 'shape' && found.shape === undefined) {
      found.shape = shapeOf(next(TUPLE), text, position, name);
    } else {
      throw malformed(text, position, name);
    }
    const [, comma, brace] = next(SEPARATOR);
    closed = brace === '}';
    if (!closed && comma !== ',') {
      throw malformed(text, position, name);
    }
  }
  next(/\s*$/y);
  const { descr, fortranOrder, shape } = found;
  if (descr === undefined || fortranOrder === undefined || shape === undefined) {
    throw new DatasetError(`${name}: the numpy header must have descr, fortran_order and shape; got ${excerpt(text)}`);
  }
  return { descr, fortranOrder, shape };
}

function shapeOf(match: RegExpExecArray, text: string, position: number, name: string): number[] {
  const [, commaEnded = '', last = ''] = match;
  // (3) is a number in Python, not a tuple.
  if (commaEnded === '' && last !== '') {
    throw malformed(text, position, name);
  }
  const shape = (commaEnded + last).match(/\d+/g)?.map(Number) ?? [];
  if (shape.length > MAXIMUM_AXES) {
    throw new DatasetError(`${name}: its shape must have at most ${MAXIMUM_AXES} sizes; got ${shape.length}`);
  }
  if (shape.some((size) => !Number.isSafeInteger(size))) {
    throw new DatasetError(`${name}: the sizes of its shape must be below 2^53; got [${shape.join(', ')}]`);
  }
  return shape;
}

function malformed(text: string, position: number, name: string): DatasetError {
  return new DatasetError(`${name}: the numpy header can't be read at character ${position}: ${excerpt(text)}`);
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}...` : text);
}
