import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cases, cuts } from '../fixtures/thoroughness.ts';
import { DatasetError } from './errors.ts';
import { readPickle } from './pickle.ts';
import { PickledArray, PickledDictionary, PickledList } from './pickle-values.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/archives', name));
const raw = (text: string) => Buffer.from(text, 'latin1');

function outcome(bytes: Uint8Array): unknown {
  try {
    return readPickle(bytes, 'a');
  } catch (error) {
    return error;
  }
}

describe('a pickle', () => {
  it.each(['python2', '0', '1', '2', '3', '4', '5'])('of protocol %s holds its labels and its array', (protocol) => {
    const value = readPickle(fixture(`lone-${protocol}`), 'a');
    expect(value).toBeInstanceOf(PickledDictionary);
    if (value instanceof PickledDictionary) {
      expect([...value.entries.keys()]).toEqual(['batch_label', 'labels', 'data', 'filenames']);
      expect(value.entries.get('labels')).toBeInstanceOf(PickledList);
      expect(value.entries.get('data')).toMatchObject({ shape: [2, 3072], type: { name: 'uint8' } });
    }
  });

  it.each(['python2', '0', '1', '2', '3', '4', '5'])('of protocol %s is refused wherever it is cut', (protocol) => {
    const bytes = fixture(`lone-${protocol}`);
    for (const length of cuts(bytes.length)) {
      expect(outcome(bytes.subarray(0, length)), `at ${length}`).toBeInstanceOf(DatasetError);
    }
  });

  it('with any byte changed is read or refused', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('python2', '0', '1', '2', '4', '5'),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        fc.nat(255),
        (protocol, place, byte) => {
          const bytes = fixture(`lone-${protocol}`);
          // Half of all changes fall on the operations, the rest on pixels.
          const at = Math.floor(place * (place < 0.5 ? 800 : bytes.length));
          bytes[at] = byte;
          const result = outcome(bytes);
          expect(result instanceof Error ? result instanceof DatasetError : true, String(result)).toBe(true);
        },
      ),
      { numRuns: cases(3000) },
    );
  });

  it('of any bytes is read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const result = outcome(bytes);
        expect(result instanceof Error ? result instanceof DatasetError : true, String(result)).toBe(true);
      }),
      { numRuns: cases(5000) },
    );
  });
});

describe('a pickle is refused that', () => {
  it.each([
    ['calls the system', fixture('bad-system'), 'it wants posix.system'],
    ['evaluates', fixture('bad-eval'), 'it wants __builtin__.eval'],
    ['makes an object', fixture('bad-object'), 'it wants builtins.object'],
    ['has a float', fixture('bad-float'), 'operation BINFLOAT is none of theirs'],
    ['makes an instance', raw("(ios\nsystem\n(S'true'\no."), 'operation INST is none of theirs, at byte 1'],
    ['makes an object of a class', raw('\x80\x02cnumpy\nndarray\n)\x81.'), 'operation NEWOBJ is none of theirs'],
    ['has an unknown operation', raw('\x80\x02\xff.'), 'operation 0xff is none of theirs, at byte 2'],
    ['is of a protocol to come', raw('\x80\x06N.'), 'must be a pickle of protocol 0 to 5; got 6'],
    ['uses an inherited name', raw('cconstructor\nx\n.'), 'it wants constructor.x'],
    ['calls a class', raw('cnumpy\nndarray\n)R.'), 'a pickle may not call numpy.ndarray'],
    ['calls a number', raw('K\x01)R.'), 'a pickle may call functions with tuples; got number, tuple'],
    ['sets the state of a list', raw(']K\x01b.'), 'may set the state of numpy arrays alone; got list'],
    ['adds to a number', raw('K\x01K\x02a.'), 'values are added to number'],
    ['recalls what it has not', raw('h\x05.'), 'value 5 is not remembered'],
    ['ends a list that was not begun', raw('e.'), 'there is no mark'],
    ['takes from below a mark', raw('K\x01(R.'), 'an operation lacks its operand'],
    ['is followed by something', raw('N.N'), '1 byte follows its end'],
    ['declares gigabytes', raw('\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\x7f.'), 'is cut off'],
    ['declares a negative size', raw('T\xff\xff\xff\xff.'), 'is cut off: -1 bytes are needed'],
    ['has a text that is none', raw('X\x01\0\0\0\xff.'), 'is not UTF-8'],
    ['has a number that is none', raw('Ix\n.'), 'a number is none'],
    ['has a number too long', raw(`\x8a\xff${'1'.repeat(255)}.`), 'a number has 255 bytes; at most 6 may be'],
    ['never ends', raw('N'), 'is cut off'],
  ])('%s', (_, bytes, message) => {
    const error = outcome(bytes);
    expect(error).toBeInstanceOf(DatasetError);
    expect(String(error)).toContain(message);
  });

  it('makes many bytes of a text that it has once', () => {
    const text = 'x'.repeat(100_000);
    const call = 'h\x01h\x00h\x02\x86R';
    const size = Buffer.alloc(4);
    size.writeUInt32LE(text.length);
    const bomb = `X${size.toString('latin1')}${text}q\x00c_codecs\nencode\nq\x01X\x06\0\0\0latin1q\x02${call.repeat(1000)}.`;
    expect(String(outcome(raw(bomb)))).toContain('it makes more bytes than it has');
  });

  it('holds itself is read, since nothing walks it', () => {
    const list = readPickle(raw(']q\x00h\x00a.'), 'a');
    expect(list instanceof PickledList && list.items[0] === list).toBe(true);
  });

  it('says a shape that its bytes do not fill', () => {
    const bytes = fixture('lone-3');
    const at = bytes.indexOf(Buffer.from('4b024d000c', 'hex'));
    bytes[at + 1] = 3;
    expect(String(outcome(bytes))).toContain('a pickled array of shape [3, 3072] needs 9216 bytes; it has 6144');
    expect(new PickledArray().shape).toEqual([]);
  });
});
