import { DatasetError } from './errors.ts';
import type { NpyType } from './npy-type.ts';

/** What a pickle of this subset can hold. A dictionary's keys are texts; bytes are what Python 2 calls str. */
export type PickleValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | PickledList
  | PickledTuple
  | PickledDictionary
  | PickledArray
  | PickledType
  | PickledName;

export class PickledList {
  readonly items: PickleValue[] = [];
}

export class PickledTuple {
  constructor(readonly items: readonly PickleValue[]) {}
}

export class PickledDictionary {
  readonly entries = new Map<string, PickleValue>();
}

/** A numpy array; without type and bytes until its state is set. */
export class PickledArray {
  shape: readonly number[] = [];
  type: NpyType | null = null;
  bytes: Uint8Array = new Uint8Array(0);
}

/** A numpy dtype, whose byte order comes after the rest. */
export class PickledType {
  order = '|';
  constructor(readonly code: string) {}
}

/** A name that a pickle wants imported: one of a few known ones, which are never looked up. */
export class PickledName {
  constructor(readonly name: string) {}
}

/** What messages call a value. */
export function kindOfValue(value: PickleValue | undefined): string {
  if (value === null || value === undefined) {
    return value === null ? 'None' : 'nothing';
  }
  return typeof value === 'object' ? value.constructor.name.replace('Pickled', '').toLowerCase() : typeof value;
}

/** A text, or the bytes of one. Throws DatasetError where a value is neither. */
export function textOf(value: PickleValue | undefined, what: string): string {
  if (typeof value === 'string') {
    return value;
  }
  if (value instanceof Uint8Array) {
    return Buffer.from(value).toString('utf8');
  }
  throw new DatasetError(`${what} must be text; got ${kindOfValue(value)}`);
}

/** The whole numbers of a tuple or list. Throws DatasetError where a value is none, or holds something else. */
export function integersOf(value: PickleValue | undefined, what: string): number[] {
  if (!(value instanceof PickledTuple || value instanceof PickledList)) {
    throw new DatasetError(`${what} must be a list of whole numbers; got ${kindOfValue(value)}`);
  }
  return value.items.map((item) => {
    if (typeof item !== 'number' || !Number.isSafeInteger(item)) {
      throw new DatasetError(`${what} must be whole numbers; got ${kindOfValue(item)}`);
    }
    return item;
  });
}
