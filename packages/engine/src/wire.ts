import { EngineError } from './errors.ts';
import { shown } from './parameter-problem.ts';

/** Readers of values from outside: each checks one thing and says where it was wrong. All throw EngineError. */

/** An object with exactly these keys. */
export function objectAt<K extends string>(value: unknown, where: string, keys: readonly K[]): Record<K, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(`${where} must be an object`, value);
  const entries = new Map(Object.entries(value));
  const unknown = [...entries.keys()].find((key) => !keys.some((known) => known === key));
  if (unknown !== undefined) refuse(`${where} must have the keys ${keys.join(', ')} only`, unknown);
  const missing = keys.find((key) => !entries.has(key));
  if (missing !== undefined) refuse(`${where} must have the key ${missing}`, [...entries.keys()]);
  const out: Partial<Record<K, unknown>> = {};
  for (const key of keys) out[key] = entries.get(key);
  return out as Record<K, unknown>;
}

/** A list, of `length` items where it is given. */
export function listAt(value: unknown, where: string, length?: number): unknown[] {
  if (!Array.isArray(value)) refuse(`${where} must be a list`, value);
  if (length !== undefined && value.length !== length) refuse(`${where} must have ${length} items`, value.length);
  return value;
}

export function textAt(value: unknown, where: string): string {
  if (typeof value !== 'string' || value.length > 1000)
    refuse(`${where} must be text of at most 1,000 characters`, value);
  return value;
}

export function oneOfAt<T extends string>(value: unknown, where: string, known: readonly T[]): T {
  const found = known.find((item) => item === value);
  if (found === undefined) refuse(`${where} must be ${known.join(' or ')}`, value);
  return found;
}

export function finiteAt(value: unknown, where: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) refuse(`${where} must be a finite number`, value);
  return value;
}

/** Whole numbers from 0 to this. */
export function atMost(most: number): { least: number; most: number } {
  return { least: 0, most };
}

export function wholeAt(value: unknown, where: string, { least, most }: { least: number; most: number }): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
    refuse(`${where} must be a whole number from ${least} to ${most}`, value);
  return value;
}

/** Little-endian float32 values in base64. */
export function encodeFloats(values: Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

/** `length` finite float32 values out of base64, each from `least` to `most`. */
export function floatsAt(
  value: unknown,
  where: string,
  length: number,
  { least, most }: { least: number; most: number },
): Float32Array {
  if (typeof value !== 'string') refuse(`${where} must be base64 text`, value);
  const bytes = Buffer.from(value, 'base64');
  if (bytes.toString('base64') !== value) refuse(`${where} must be base64 text`, value.slice(0, 40));
  if (bytes.length !== length * 4) refuse(`${where} must have ${length} float32 values`, `${bytes.length} bytes`);
  const values = new Float32Array(new Uint8Array(bytes).buffer);
  const wrong = values.find((item) => !(item >= least && item <= most));
  if (wrong !== undefined) refuse(`${where} must have finite values from ${least} to ${most}`, wrong);
  return values;
}

export function refuse(rule: string, value: unknown): never {
  throw new EngineError(`a shard's result is refused: ${rule}; got ${shown(value)?.slice(0, 100)}`);
}
