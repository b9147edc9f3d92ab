import { DatasetError } from './errors.ts';
import { PickleBytes } from './pickle-bytes.ts';
import { PickleMachine } from './pickle-machine.ts';
import { OPERATIONS, REFUSED } from './pickle-operations.ts';
import type { PickleValue } from './pickle-values.ts';

const MAXIMUM_OPERATIONS = 5_000_000;
const STOP = 0x2e;

/**
 * Reads a pickle of protocol 0 to 5 that holds dictionaries, lists, tuples, whole numbers, texts, bytes and numpy arrays,
 * which is what the Python versions of CIFAR are. It is no unpickler: every other operation, and every other name to be
 * imported, is refused by its name, and nothing is ever called. Source: pickletools of CPython, numpy's __reduce__.
 * Throws DatasetError.
 */
export function readPickle(bytes: Uint8Array, name: string): PickleValue {
  try {
    return run(new PickleMachine(new PickleBytes(bytes, name), name), name);
  } catch (error) {
    if (error instanceof DatasetError && !error.message.startsWith(name)) {
      throw new DatasetError(`${name}: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

function run(machine: PickleMachine, name: string): PickleValue {
  for (let count = 0; count < MAXIMUM_OPERATIONS; count++) {
    const code = machine.bytes.uint8();
    if (code === STOP) {
      return end(machine);
    }
    const operation = OPERATIONS.get(code);
    if (operation === undefined) {
      const called = REFUSED[code] ?? `0x${code.toString(16).padStart(2, '0')}`;
      throw new DatasetError(
        `${name} must be a pickle of numbers, texts and numpy arrays; operation ${called} is none of theirs, at byte ${machine.bytes.position - 1}`,
      );
    }
    operation(machine);
  }
  throw new DatasetError(`${name} must have at most ${MAXIMUM_OPERATIONS} operations; it has more`);
}

function end(machine: PickleMachine): PickleValue {
  const value = machine.pop();
  const { left } = machine.bytes;
  if (left > 0) {
    throw machine.damaged(left === 1 ? '1 byte follows its end' : `${left} bytes follow its end`);
  }
  return value;
}
