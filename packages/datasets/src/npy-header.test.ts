import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { npy, npyWithHeader } from '../fixtures/made-files.ts';
import { DatasetError } from './errors.ts';
import { parseNpyHeader } from './npy-header.ts';
import { npyType } from './npy-type.ts';

const parse = (literal: string, version = 1) =>
  parseNpyHeader(npyWithHeader(literal, Buffer.alloc(3), version), 'x.npy');
const shape = fc.array(fc.nat(2 ** 40), { maxLength: 6 });
const tuple = (sizes: number[]) => (sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(', ')})`);
const space = fc.stringMatching(/^[ \t]{0,3}$/);

describe('the header of a .npy array', () => {
  it('gives back any type, order and shape, in every format version', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[<>|=]?[a-zA-Z]\d{0,3}$/),
        fc.boolean(),
        shape,
        fc.constantFrom(1, 2, 3),
        (descr, fortranOrder, sizes, version) => {
          const literal = `{'descr': '${descr}', 'fortran_order': ${fortranOrder ? 'True' : 'False'}, 'shape': ${tuple(sizes)}, }`;
          const bytes = npyWithHeader(literal, Buffer.alloc(0), version);
          expect(parseNpyHeader(bytes, 'x')).toEqual({ descr, fortranOrder, shape: sizes, headerBytes: bytes.length });
        },
      ),
    );
  });

  it('does not depend on the order of keys, the quotes or the spaces', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(["'descr': '<i8'", "'fortran_order': False", "'shape': (3, 4)"], { minLength: 3 }),
        fc.constantFrom("'", '"'),
        space,
        fc.boolean(),
        (parts, quote, gap, comma) => {
          const text = `${gap}{${gap}${parts.join(`${gap},${gap}`)}${comma ? ',' : ''}${gap}}${gap}`.replaceAll(
            "'",
            quote,
          );
          expect(parse(text)).toMatchObject({ descr: '<i8', fortranOrder: false, shape: [3, 4] });
        },
      ),
    );
  });

  it('of whatever bytes is either read or refused with DatasetError', () => {
    const soup = fc.string({ unit: fc.constantFrom(...`{}()',:"\\ 0123456789LTrueFalsdcpthn_o|<u1`), maxLength: 60 });
    fc.assert(
      fc.property(soup, (literal) => {
        try {
          parse(literal);
        } catch (error) {
          expect(error).toBeInstanceOf(DatasetError);
        }
      }),
    );
  });

  it('cut anywhere is refused', () => {
    const bytes = npy('|u1', '(3, 4)', Buffer.alloc(0));
    for (let length = 0; length < bytes.length; length++) {
      expect(() => parseNpyHeader(bytes.subarray(0, length), 'x.npy'), `at ${length}`).toThrow(DatasetError);
    }
    const cut = (length: number) => () => parseNpyHeader(bytes.subarray(0, length), 'x.npy');
    expect(cut(6)).toThrow('x.npy must be of numpy format version 1, 2 or 3; got nothing');
    expect(cut(9)).toThrow('x.npy is cut off: its header needs 10 bytes, there are 9');
    expect(cut(bytes.length - 1)).toThrow(
      `x.npy is cut off: its header needs ${bytes.length} bytes, there are ${bytes.length - 1}`,
    );
  });

  it.each([
    ['a number for a tuple', "{'descr': '|u1', 'fortran_order': False, 'shape': (3), }", 53],
    ['a negative size', "{'descr': '|u1', 'fortran_order': False, 'shape': (-3,), }", 50],
    ['a float', "{'descr': '|u1', 'fortran_order': False, 'shape': (3.5,), }", 50],
    ['a call', "{'descr': '|u1', 'fortran_order': False, 'shape': __import__('os').getcwd(), }", 50],
    ['its type twice', "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", 26],
    ['its order twice', "{'fortran_order': False, 'fortran_order': False, 'descr': '|u1', 'shape': (3,), }", 42],
    ['its shape twice', "{'shape': (3,), 'shape': (3,), 'descr': '|u1', 'fortran_order': False, }", 25],
    ['an unknown key', "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), 'more': 1}", 56],
    ['a missing comma', "{'descr': '|u1' 'fortran_order': False, 'shape': (3,), }", 16],
    ['something after the end', "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), } + {}", 57],
    ['nothing', '', 0],
    ['a structured type', "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (3,), }", 10],
    ['0 for False', "{'descr': '|u1', 'fortran_order': 0, 'shape': (3,), }", 34],
  ])('with %s is refused, with what it says and where', (_, literal, position) => {
    const header = npyWithHeader(literal, Buffer.alloc(3), 1);
    const said = JSON.stringify(header.toString('latin1', 10, 10 + header.readUInt16LE(8)));
    expect(() => parse(literal)).toThrow(
      new DatasetError(`x.npy: the numpy header can't be read at character ${position}: ${said}`),
    );
  });

  it.each(['descr', 'fortran_order', 'shape'])('without %s is refused', (key) => {
    const parts = ["'descr': '|u1'", "'fortran_order': False", "'shape': (3,)"].filter((part) => !part.includes(key));
    expect(() => parse(`{${parts.join(', ')}}`)).toThrow(
      `x.npy: the numpy header must have descr, fortran_order and shape; got "{${parts.join(', ')}}`,
    );
  });

  it('that is long is not told whole', () => {
    const literal = `{'descr': '${'u'.repeat(200)}'`;
    expect(() => parse(literal)).toThrow(new RegExp(`: "${literal.slice(0, 120)}\\.\\.\\."$`));
  });

  it('takes the long integers of Python 2', () => {
    expect(parse("{'descr': '|u1', 'fortran_order': False, 'shape': (3L, 28L ), }").shape).toEqual([3, 28]);
  });

  it('refuses sizes that a number does not hold', () => {
    expect(() => parse("{'descr': '|u1', 'fortran_order': False, 'shape': (9007199254740993,), }")).toThrow(
      'x.npy: the sizes of its shape must be below 2^53; got [9007199254740992]',
    );
  });

  it('refuses more axes than numpy has, and does not list them', () => {
    const parsed = (axes: number) =>
      parse(`{'descr': '|u1', 'fortran_order': False, 'shape': (${'1, '.repeat(axes)}), }`);
    expect(parsed(64).shape).toHaveLength(64);
    expect(() => parsed(20_000)).toThrow(/^x.npy: its shape must have at most 64 sizes; got 20000$/);
  });

  it('refuses versions that are not known, and a header that claims gigabytes', () => {
    const bytes = npyWithHeader("{'descr': '|u1', 'fortran_order': False, 'shape': (), }", Buffer.alloc(0), 2);
    bytes.writeUInt32LE(2 ** 31, 8);
    expect(() => parseNpyHeader(bytes, 'x.npy')).toThrow(
      'x.npy: the header must be at most 65536 bytes; got 2147483660',
    );
    bytes[6] = 4;
    expect(() => parseNpyHeader(bytes, 'x.npy')).toThrow('x.npy must be of numpy format version 1, 2 or 3; got 4');
  });

  it('is not looked for in what is no array', () => {
    expect(() => parseNpyHeader(Buffer.from('PK and some more text'), 'x.npy')).toThrow(
      'x.npy is not a numpy array: it does not begin with \\x93NUMPY',
    );
  });
});

describe("numpy's types", () => {
  it.each([
    ['|u1', 'uint8', 1, true],
    ['<f4', 'float32', 4, true],
    ['>i8', 'int64', 8, false],
    ['<U11', 'str', 44, true],
    ['|S7', 'bytes', 7, true],
    ['|b1', 'bool', 1, true],
    ['|O', 'object', 0, true],
    ['f8', 'float64', 8, true],
    ['=c16', 'complex128', 16, true],
    ['|V12', 'void', 12, true],
    ['<M8[ns]', '<M8[ns]', 0, true],
    ['some <f4', 'some <f4', 0, true],
    ['', '', 0, true],
  ])('%s is %s of %d bytes', (descr, name, itemBytes, littleEndian) => {
    expect(npyType(descr)).toMatchObject({ name, itemBytes, littleEndian });
  });
});
