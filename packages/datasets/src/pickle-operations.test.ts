import { describe, expect, it } from 'vitest';
import { readPickle } from './pickle.ts';
import { PickledArray, PickledDictionary, PickledList, PickledTuple } from './pickle-values.ts';

const read = (text: string) => readPickle(Buffer.from(text, 'latin1'), 'a');
const list = (...items: unknown[]) => Object.assign(new PickledList(), { items });
const dictionary = (...entries: [string, unknown][]) =>
  Object.assign(new PickledDictionary(), { entries: new Map(entries) });

/** Codes and names as pickletools.opcodes of Python 3 has them; each with what it needs to run. */
describe('an operation gives its value', () => {
  it.each<[string, string, unknown]>([
    ['NONE', 'N', null],
    ['NEWTRUE', '\x88', true],
    ['NEWFALSE', '\x89', false],
    ['INT', 'I-7\n', -7],
    ['INT of a boolean', 'I00\n', false],
    ['INT of the other boolean', 'I01\n', true],
    ['LONG', 'L70000L\n', 70_000],
    ['BININT', 'J\xfe\xff\xff\xff', -2],
    ['BININT1', 'K\xff', 255],
    ['BININT2', 'M\x01\x02', 513],
    ['LONG1', '\x8a\x03\x01\x00\x80', -8_388_607],
    ['LONG1 of six bytes', '\x8a\x06\x01\x00\x00\x00\x00\x01', 2 ** 40 + 1],
    ['LONG1 of no bytes', '\x8a\x00', 0],
    ['BINSTRING', 'T\x02\0\0\0ab', Buffer.from('ab')],
    ['SHORT_BINSTRING', 'U\x02ab', Buffer.from('ab')],
    ['BINBYTES', 'B\x02\0\0\0ab', Buffer.from('ab')],
    ['SHORT_BINBYTES', 'C\x02ab', Buffer.from('ab')],
    ['BINBYTES8', '\x8e\x02\0\0\0\0\0\0\0ab', Buffer.from('ab')],
    ['BYTEARRAY8', '\x96\x02\0\0\0\0\0\0\0ab', Buffer.from('ab')],
    ['UNICODE', 'Va\\u00e9\\U0001f600\\U00110000\n', 'aé\u{1f600}\\U00110000'],
    ['BINUNICODE', 'X\x02\0\0\0\xc3\xa9', 'é'],
    ['BINUNICODE with a byte order mark', 'X\x04\0\0\0\xef\xbb\xbfa', '\ufeffa'],
    ['SHORT_BINUNICODE', '\x8c\x02\xc3\xa9', 'é'],
    ['BINUNICODE8', '\x8d\x02\0\0\0\0\0\0\0\xc3\xa9', 'é'],
    ['EMPTY_LIST', ']', list()],
    ['LIST', '(K\x01K\x02l', list(1, 2)],
    ['APPEND', ']K\x01aK\x02a', list(1, 2)],
    ['APPENDS', '](K\x01K\x02e', list(1, 2)],
    ['EMPTY_TUPLE', ')', new PickledTuple([])],
    ['TUPLE', '(K\x01K\x02t', new PickledTuple([1, 2])],
    ['TUPLE1', 'K\x01\x85', new PickledTuple([1])],
    ['TUPLE2', 'K\x01K\x02\x86', new PickledTuple([1, 2])],
    ['TUPLE3', 'K\x01K\x02K\x03\x87', new PickledTuple([1, 2, 3])],
    ['EMPTY_DICT', '}', dictionary()],
    ['DICT', '(U\x01aK\x01d', dictionary(['a', 1])],
    ['SETITEM', '}U\x01aK\x01s', dictionary(['a', 1])],
    ['SETITEMS', '}(U\x01aK\x01U\x01bK\x02u', dictionary(['a', 1], ['b', 2])],
    ['PUT and GET', ']K\x07p12\nag12\na', list(7, 7)],
    ['BINPUT and BINGET', ']K\x07q\x0cah\x0ca', list(7, 7)],
    ['LONG_BINPUT and LONG_BINGET', ']K\x07r\x0c\x01\0\0aj\x0c\x01\0\0a', list(7, 7)],
    ['MEMOIZE', ']K\x07\x94ah\x00a', list(7, 7)],
    ['FRAME', '\x95\x02\0\0\0\0\0\0\0N', null],
  ])('%s', (_, operations, value) => {
    expect(read(`${operations}.`)).toEqual(value);
  });
});

describe('an operation that makes objects, or calls what it names, is refused', () => {
  it.each([
    ...[['POP', 48] as const, ['POP_MARK', 49] as const, ['DUP', 50] as const, ['FLOAT', 70] as const],
    ...[['BINFLOAT', 71] as const, ['PERSID', 80] as const, ['BINPERSID', 81] as const, ['STRING', 83] as const],
    ...[['INST', 105] as const, ['OBJ', 111] as const, ['NEWOBJ', 129] as const, ['EXT1', 130] as const],
    ...[['EXT2', 131] as const, ['EXT4', 132] as const, ['LONG4', 139] as const, ['EMPTY_SET', 143] as const],
    ...[['ADDITEMS', 144] as const, ['FROZENSET', 145] as const, ['NEWOBJ_EX', 146] as const],
    ...[['NEXT_BUFFER', 151] as const, ['READONLY_BUFFER', 152] as const],
  ])('%s', (name, code) => {
    expect(() => read(`${String.fromCharCode(code)}.`)).toThrow(`operation ${name} is none of theirs, at byte 0`);
  });
});

describe('a pickle is refused with', () => {
  it.each([
    ['a number in letters', 'I1x\n.', 'a number is none'],
    ['a number with a sign inside', 'Ix1\n.', 'a number is none'],
    ['a memo at no number', 'Nphere\n.', 'a place in the memo is no number'],
    ['a memo at more than a number', 'Np1x\n.', 'a place in the memo is no number'],
    ['a memo at what ends in a number', 'Npx1\n.', 'a place in the memo is no number'],
    ['a number of seven bytes', '\x8a\x07\x01\0\0\0\0\0\0.', 'a number has 7 bytes; at most 6 may be'],
    ['a line without an end', 'I12', 'is cut off'],
    ['a key without a value', '}(U\x01aK\x01U\x01bu.', '3 keys and values are set in dictionary'],
    ['values set in a list', '](U\x01aK\x01u.', '2 keys and values are set in list'],
    ['a key that is no text', '}K\x01K\x02s.', 'a key must be text'],
    ['a name that is no text', 'U\x05numpyK\x01\x93.', 'a name to be imported must be text'],
    ['a module that is no text', 'K\x01U\x05dtype\x93.', 'a module to be imported must be text'],
  ])('%s', (_, operations, message) => {
    expect(() => read(operations)).toThrow(message);
  });
});

const DTYPE = 'cnumpy\ndtype\n(U\x02u1K\x00K\x01tR(K\x03U\x01|NNNtb';
const ndarray = (shape: string, { order = '\x89', bytes = 'U\x02ab' } = {}) =>
  `cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(K\x00tU\x01btR(K\x01${shape}${DTYPE}${order}${bytes}tb`;
const fromBuffer = (shape: string, order: string) =>
  `cnumpy.core.numeric\n_frombuffer\n(C\x02ab${DTYPE}${shape}\x8c\x01${order}tR`;

describe("numpy's arrays", () => {
  it('are read with their shape, type and bytes', () => {
    const wanted = { shape: [2, 1], type: { name: 'uint8', littleEndian: true }, bytes: Buffer.from('ab') };
    for (const pickle of [ndarray('K\x02K\x01\x86'), fromBuffer('K\x02K\x01\x86', 'C')]) {
      expect(read(`${pickle}.`)).toBeInstanceOf(PickledArray);
      expect(read(`${pickle}.`)).toMatchObject(wanted);
    }
  });

  it('of one axis may be in Fortran order, which is the other one too', () => {
    expect(read(`${ndarray('K\x02\x85', { order: '\x88' })}.`)).toMatchObject({ shape: [2] });
    expect(read(`${fromBuffer('K\x02\x85', 'F')}.`)).toMatchObject({ shape: [2] });
  });

  it.each([
    [
      'in Fortran order',
      ndarray('K\x02K\x01\x86', { order: '\x88' }),
      'a pickled array must be in C order; got Fortran order',
    ],
    [
      'of a buffer in Fortran order',
      fromBuffer('K\x02K\x01\x86', 'F'),
      'a pickled array must be in C order; got Fortran order',
    ],
    [
      'of negative sizes that multiply to what is there',
      ndarray('J\xff\xff\xff\xffJ\xfe\xff\xff\xff\x86'),
      'a pickled array of shape [-1, -2] needs 2 bytes; it has 2',
    ],
    ['of more than there is', ndarray('K\x03\x85'), 'a pickled array of shape [3] needs 3 bytes; it has 2'],
    [
      'made of another type',
      'cnumpy.core.multiarray\n_reconstruct\n(cnumpy\ndtype\n(K\x00tU\x01btR',
      "numpy's _reconstruct must make an ndarray; got",
    ],
    [
      'made of a text',
      'cnumpy.core.multiarray\n_reconstruct\n(U\x01aK\x00tR',
      "numpy's _reconstruct must make an ndarray; got",
    ],
    ['whose type is none', 'cnumpy\ndtype\n(K\x01tR', 'a dtype must be text'],
    ['whose byte order is none', 'cnumpy\ndtype\n(U\x02u1tR(K\x03K\x01tb', 'the byte order of a dtype must be text'],
    ['whose state is too short', 'cnumpy\ndtype\n(U\x02u1tR(K\x03tb', 'may set the state of numpy arrays alone; got'],
    ['whose shape is a text', ndarray('U\x01a'), 'the shape of a pickled array must be'],
  ])('%s are refused', (_, operations, message) => {
    expect(() => read(`${operations}.`)).toThrow(message);
  });

  it('have the byte order that the state of their type says', () => {
    expect(read(`cnumpy\ndtype\n(U\x02u2tR(K\x03U\x01>tb.`)).toMatchObject({ code: 'u2', order: '>' });
  });
});

describe('_codecs.encode', () => {
  const call = (args: string) => `c_codecs\nencode\n(${args}tR.`;

  it('makes bytes of a text', () => {
    expect(read(call('X\x02\0\0\0\xc3\xa9X\x06\0\0\0latin1'))).toEqual(Buffer.from([0xe9]));
  });

  it.each([
    ['another encoding', 'X\x01\0\0\0aX\x05\0\0\0utf-8', 'must make latin1 of a text; got string, string'],
    ['bytes', 'C\x01aX\x06\0\0\0latin1', 'must make latin1 of a text; got'],
  ])('is refused for %s', (_, args, message) => {
    expect(() => read(call(args))).toThrow(message);
  });
});
