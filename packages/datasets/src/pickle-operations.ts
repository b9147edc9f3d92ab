import { DatasetError } from './errors.ts';
import type { PickleMachine } from './pickle-machine.ts';
import { built, knownName, reduced } from './pickle-numpy.ts';
import { PickledDictionary, PickledList, PickledTuple, type PickleValue, textOf } from './pickle-values.ts';

type Operation = (machine: PickleMachine) => void;

const MAXIMUM_PROTOCOL = 5;

/** By code. Those of one character are written as it. */
export const OPERATIONS: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  // Frame
  [0x80, (machine) => checkProtocol(machine)],
  [0x95, ({ bytes }) => void bytes.take(8)],
  [code('('), (machine) => machine.mark()],
  // None, booleans, whole numbers
  [code('N'), (machine) => machine.push(null)],
  [0x88, (machine) => machine.push(true)],
  [0x89, (machine) => machine.push(false)],
  [code('I'), (machine) => machine.push(integerLine(machine))],
  [code('L'), (machine) => machine.push(integerLine(machine))],
  [code('J'), (machine) => machine.push(machine.bytes.int32())],
  [code('K'), (machine) => machine.push(machine.bytes.uint8())],
  [code('M'), (machine) => machine.push(machine.bytes.uint16())],
  [0x8a, (machine) => machine.push(littleEndian(machine))],
  // Bytes
  [code('U'), pushBytes(({ bytes }) => bytes.uint8())],
  [code('T'), pushBytes(({ bytes }) => bytes.int32())],
  [code('C'), pushBytes(({ bytes }) => bytes.uint8())],
  [code('B'), pushBytes(({ bytes }) => bytes.uint32())],
  [0x8e, pushBytes(({ bytes }) => bytes.uint64())],
  [0x96, pushBytes(({ bytes }) => bytes.uint64())],
  // Texts
  [code('V'), (machine) => machine.push(unescaped(machine.bytes.line()))],
  [code('X'), pushText(({ bytes }) => bytes.uint32())],
  [0x8c, pushText(({ bytes }) => bytes.uint8())],
  [0x8d, pushText(({ bytes }) => bytes.uint64())],
  // Lists and tuples
  [code(']'), (machine) => machine.push(new PickledList())],
  [code('l'), (machine) => pushFilled(machine, new PickledList(), (items) => machine.append(items))],
  [code('a'), (machine) => appendOne(machine)],
  [code('e'), (machine) => machine.append(machine.popMarked())],
  [code(')'), (machine) => machine.push(new PickledTuple([]))],
  [code('t'), (machine) => machine.push(new PickledTuple(machine.popMarked()))],
  [0x85, (machine) => pushTuple(machine, 1)],
  [0x86, (machine) => pushTuple(machine, 2)],
  [0x87, (machine) => pushTuple(machine, 3)],
  // Dictionaries
  [code('}'), (machine) => machine.push(new PickledDictionary())],
  [code('d'), (machine) => pushFilled(machine, new PickledDictionary(), (items) => machine.setItems(items))],
  [code('s'), (machine) => setOne(machine)],
  [code('u'), (machine) => machine.setItems(machine.popMarked())],
  // Memo
  [code('p'), (machine) => machine.remember(indexLine(machine))],
  [code('q'), (machine) => machine.remember(machine.bytes.uint8())],
  [code('r'), (machine) => machine.remember(machine.bytes.uint32())],
  [0x94, (machine) => machine.remember()],
  [code('g'), (machine) => machine.recall(indexLine(machine))],
  [code('h'), (machine) => machine.recall(machine.bytes.uint8())],
  [code('j'), (machine) => machine.recall(machine.bytes.uint32())],
  // What numpy arrays need
  [code('c'), (machine) => machine.push(knownName(machine.bytes.line(), machine.bytes.line(), machine.name))],
  [0x93, (machine) => pushNamed(machine)],
  [code('R'), (machine) => reduce(machine)],
  [code('b'), (machine) => build(machine)],
]);

/** What the operations that are refused are called: they make objects, or call what they name. */
export const REFUSED: Record<number, string> = {
  [code('0')]: 'POP',
  [code('1')]: 'POP_MARK',
  [code('2')]: 'DUP',
  [code('F')]: 'FLOAT',
  [code('G')]: 'BINFLOAT',
  [code('P')]: 'PERSID',
  [code('Q')]: 'BINPERSID',
  [code('S')]: 'STRING',
  [code('i')]: 'INST',
  [code('o')]: 'OBJ',
  129: 'NEWOBJ',
  130: 'EXT1',
  131: 'EXT2',
  132: 'EXT4',
  139: 'LONG4',
  143: 'EMPTY_SET',
  144: 'ADDITEMS',
  145: 'FROZENSET',
  146: 'NEWOBJ_EX',
  151: 'NEXT_BUFFER',
  152: 'READONLY_BUFFER',
};

function code(character: string): number {
  return character.charCodeAt(0);
}

function checkProtocol(machine: PickleMachine): void {
  const protocol = machine.bytes.uint8();
  if (protocol > MAXIMUM_PROTOCOL) {
    throw new DatasetError(`${machine.name} must be a pickle of protocol 0 to ${MAXIMUM_PROTOCOL}; got ${protocol}`);
  }
}

function pushBytes(length: (machine: PickleMachine) => number): Operation {
  return (machine) => machine.push(machine.bytes.take(length(machine)));
}

function pushText(length: (machine: PickleMachine) => number): Operation {
  return (machine) => machine.push(machine.bytes.text(length(machine)));
}

function pushFilled(machine: PickleMachine, container: PickleValue, fill: (items: PickleValue[]) => void): void {
  const items = machine.popMarked();
  machine.push(container);
  fill(items);
}

function pushTuple(machine: PickleMachine, length: number): void {
  machine.push(new PickledTuple(Array.from({ length }, () => machine.pop()).reverse()));
}

function appendOne(machine: PickleMachine): void {
  const item = machine.pop();
  machine.append([item]);
}

function setOne(machine: PickleMachine): void {
  const value = machine.pop();
  const key = machine.pop();
  machine.setItems([key, value]);
}

function pushNamed(machine: PickleMachine): void {
  const name = textOf(machine.pop(), 'a name to be imported');
  const module = textOf(machine.pop(), 'a module to be imported');
  machine.push(knownName(module, name, machine.name));
}

function reduce(machine: PickleMachine): void {
  const args = machine.pop();
  machine.push(machine.made(reduced(machine.pop(), args)));
}

function build(machine: PickleMachine): void {
  const state = machine.pop();
  built(machine.top(), state);
}

/** A whole number in digits, as INT and LONG have it; 00 and 01 are the booleans. */
function integerLine(machine: PickleMachine): number | boolean {
  const line = machine.bytes.line();
  if (line === '00' || line === '01') {
    return line === '01';
  }
  if (!/^-?\d{1,15}L?$/.test(line)) {
    throw machine.damaged('a number is none');
  }
  return Number.parseInt(line, 10);
}

function indexLine(machine: PickleMachine): number {
  const line = machine.bytes.line();
  if (!/^\d{1,15}$/.test(line)) {
    throw machine.damaged('a place in the memo is no number');
  }
  return Number(line);
}

/** A whole number of up to 6 bytes, the lowest first, the highest bit its sign. */
function littleEndian(machine: PickleMachine): number {
  const length = machine.bytes.uint8();
  const bytes = machine.bytes.take(length);
  if (length > 6) {
    throw machine.damaged(`a number has ${length} bytes; at most 6 may be`);
  }
  return length === 0 ? 0 : Buffer.from(bytes).readIntLE(0, length);
}

const ESCAPE = /\\(?:u([\da-fA-F]{4})|U(00(?:0[\da-fA-F]|10)[\da-fA-F]{4}))/g;

/** Python's raw-unicode-escape: a character in four digits, or in eight. */
function unescaped(line: string): string {
  return line.replace(ESCAPE, (_, four?: string, eight?: string) =>
    String.fromCodePoint(Number.parseInt(four ?? eight ?? '', 16)),
  );
}
