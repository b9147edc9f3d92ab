import { createHash } from 'node:crypto';
import { EngineError, sizeOf } from '@passband/engine';

/** Which network a checkpoint is of: everything that must be equal where it goes on. */
export interface CheckpointHead {
  architecture: string;
  imageShape: readonly number[];
  classCount: number;
  /** Names and shapes of its arrays, in their order. */
  arrays: { name: string; shape: readonly number[] }[];
}

const MAGIC = Buffer.from('passband training checkpoint 1\n', 'latin1');
const HASH_BYTES = 32;
const LENGTH_BYTES = 4;

/**
 * The bytes of a checkpoint: a line that says what it is, the SHA-256 of what follows, the length of the head (uint32), the
 * head as JSON, then all arrays as float32, little-endian.
 */
export function encodeCheckpoint(head: CheckpointHead, arrays: readonly Float32Array[]): Uint8Array {
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(json.length);
  const values = arrays.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
  const rest = Buffer.concat([length, json, ...values]);
  return Buffer.concat([MAGIC, hashOf(rest), rest]);
}

/** The arrays of a checkpoint of that network. Throws EngineError where it is damaged or another network's. */
export function decodeCheckpoint(checkpoint: Uint8Array, head: CheckpointHead): Float32Array[] {
  const bytes = Buffer.from(checkpoint.buffer, checkpoint.byteOffset, checkpoint.byteLength);
  const rest = bytes.subarray(MAGIC.length + HASH_BYTES);
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC))
    throw new EngineError(`a training goes on from a checkpoint of its own; these ${bytes.length} bytes are none`);
  if (!bytes.subarray(MAGIC.length, MAGIC.length + HASH_BYTES).equals(hashOf(rest)))
    throw new EngineError(`a checkpoint must be whole; its ${bytes.length} bytes are damaged`);
  const valuesAt = LENGTH_BYTES + rest.readUInt32LE();
  const found = rest.toString('utf8', LENGTH_BYTES, valuesAt);
  if (found !== JSON.stringify(head)) throw new EngineError(otherNetwork(head, JSON.parse(found)));
  return split(rest.subarray(valuesAt), head);
}

function split(values: Buffer, { arrays }: CheckpointHead): Float32Array[] {
  let at = 0;
  return arrays.map(({ shape }) => {
    const from = at;
    at += 4 * sizeOf(shape);
    // Copied, because float32 must begin at a multiple of four bytes.
    return new Float32Array(Uint8Array.from(values.subarray(from, at)).buffer);
  });
}

function otherNetwork(head: CheckpointHead, found: CheckpointHead): string {
  const words = ({ architecture, imageShape, classCount }: CheckpointHead): string =>
    `${architecture} for images of ${imageShape.join(' x ')} and ${classCount} classes`;
  return `a training of ${words(head)} goes on from a checkpoint of the same; got one of ${words(found)}`;
}

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
