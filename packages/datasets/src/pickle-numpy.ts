import { DatasetError } from './errors.ts';
import { npyType } from './npy-type.ts';
import {
  integersOf,
  kindOfValue,
  PickledArray,
  PickledName,
  PickledTuple,
  PickledType,
  type PickleValue,
  textOf,
} from './pickle-values.ts';

/** What a pickled numpy array calls, by module and name: numpy 1 says numpy.core, numpy 2 numpy._core. */
type Call = (args: readonly PickleValue[]) => PickleValue;

const CALLS: Record<string, Call> = {
  'numpy.core.multiarray _reconstruct': reconstruct,
  'numpy._core.multiarray _reconstruct': reconstruct,
  'numpy.core.numeric _frombuffer': fromBuffer,
  'numpy._core.numeric _frombuffer': fromBuffer,
  'numpy dtype': (args) => new PickledType(textOf(args[0], 'a dtype')),
  '_codecs encode': encode,
};
const ARRAY = 'numpy ndarray';

/** Takes a name that is known, and refuses every other: nothing is ever imported. */
export function knownName(module: string, name: string, pickle: string): PickledName {
  const full = `${module} ${name}`;
  if (full !== ARRAY && !Object.hasOwn(CALLS, full)) {
    throw new DatasetError(`${pickle} must be a pickle of numbers, texts and numpy arrays; it wants ${module}.${name}`);
  }
  return new PickledName(full);
}

/** Calls a known function with its arguments. */
export function reduced(callee: PickleValue | undefined, args: PickleValue | undefined): PickleValue {
  if (!(callee instanceof PickledName) || !(args instanceof PickledTuple)) {
    throw new DatasetError(`a pickle may call functions with tuples; got ${kindOfValue(callee)}, ${kindOfValue(args)}`);
  }
  const call = Object.hasOwn(CALLS, callee.name) ? CALLS[callee.name] : undefined;
  if (call === undefined) {
    throw new DatasetError(`a pickle may not call ${callee.name.replace(' ', '.')}`);
  }
  return call(args.items);
}

/** Sets the state of an array, (version, shape, dtype, Fortran order, bytes), or of a dtype, (version, byte order, …). */
export function built(target: PickleValue | undefined, state: PickleValue | undefined): void {
  const items = state instanceof PickledTuple ? state.items : [];
  if (target instanceof PickledArray && items.length === 5) {
    fill(target, items[1], items[2], items[3], items[4]);
  } else if (target instanceof PickledType && items.length >= 2) {
    target.order = textOf(items[1], 'the byte order of a dtype');
  } else {
    throw new DatasetError(`a pickle may set the state of numpy arrays alone; got ${kindOfValue(target)}`);
  }
}

/** _reconstruct(ndarray, (0,), b'b'): an empty array, filled by its state. */
function reconstruct(args: readonly PickleValue[]): PickledArray {
  const [type] = args;
  if (!(type instanceof PickledName) || type.name !== ARRAY) {
    throw new DatasetError(`numpy's _reconstruct must make an ndarray; got ${kindOfValue(type)}`);
  }
  return new PickledArray();
}

/** _frombuffer(bytes, dtype, shape, 'C' or 'F'), as protocol 5 has it. */
function fromBuffer(args: readonly PickleValue[]): PickledArray {
  const [bytes, type, shape, order] = args;
  const array = new PickledArray();
  fill(array, shape, type, order !== 'C', bytes);
  return array;
}

function fill(
  array: PickledArray,
  shape: PickleValue | undefined,
  type: PickleValue | undefined,
  fortranOrder: PickleValue | undefined,
  bytes: PickleValue | undefined,
): void {
  if (!(type instanceof PickledType) || !(bytes instanceof Uint8Array)) {
    throw new DatasetError(
      `a pickled array must have a dtype and bytes; got ${kindOfValue(type)}, ${kindOfValue(bytes)}`,
    );
  }
  array.shape = integersOf(shape, 'the shape of a pickled array');
  array.type = npyType(type.order + type.code);
  array.bytes = bytes;
  const needed = array.shape.reduce((product, size) => product * size, array.type.itemBytes);
  if (array.shape.some((size) => size < 0) || needed !== bytes.length) {
    throw new DatasetError(
      `a pickled array of shape [${array.shape.join(', ')}] needs ${needed} bytes; it has ${bytes.length}`,
    );
  }
  if (fortranOrder === true && array.shape.length > 1) {
    throw new DatasetError('a pickled array must be in C order; got Fortran order');
  }
}

/** encode(text, 'latin1'): how Python 3 writes bytes below protocol 3. */
function encode(args: readonly PickleValue[]): Uint8Array {
  const [text, encoding] = args;
  if (typeof text !== 'string' || encoding !== 'latin1') {
    throw new DatasetError(
      `_codecs.encode must make latin1 of a text; got ${kindOfValue(text)}, ${kindOfValue(encoding)}`,
    );
  }
  return Buffer.from(text, 'latin1');
}
