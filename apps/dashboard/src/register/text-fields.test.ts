import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameOfFile, parseChannels, parseTags } from './text-fields.ts';

describe('tags', () => {
  it('come back as they were written, one a line or parted by commas', () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9.]{1,8}$/);
    const separator = fc.constantFrom(',', '\n', ' , ', ',\n');
    fc.assert(
      fc.property(fc.array(fc.record({ key: word, value: word }), { maxLength: 5 }), separator, (tags, between) => {
        const text = tags.map(({ key, value }) => `${key} = ${value}`).join(between);
        expect(parseTags(text)).toEqual({ value: tags });
      }),
    );
  });
  it('keep further equal signs in the value', () =>
    expect(parseTags('note=a=b')).toEqual({ value: [{ key: 'note', value: 'a=b' }] }));
  it.each(['mixup', '=mixup'])('of %s are refused with the rule and the value', (text) =>
    expect(parseTags(`epochs=6, ${text}`)).toEqual({ problem: `A tag must read key=value; got “${text}”.` }),
  );
});

describe('channels', () => {
  it('are numbers, one each', () => expect(parseChannels('0.49, 0.48,0.45')).toEqual({ value: [0.49, 0.48, 0.45] }));
  it('left empty are null', () => expect(parseChannels(' ')).toEqual({ value: null }));
  it('that are no numbers are refused with the value', () =>
    expect(parseChannels('0.5, half')).toEqual({ problem: 'Each channel’s value must be a number; got “half”.' }));
});

describe('the name of a file', () => {
  it.each([
    ['wrn-16-1.onnx', 'wrn-16-1'],
    ['saved_model.tar.gz', 'saved_model'],
    ['C:\\nets\\mixup.v2.onnx', 'mixup.v2'],
    ['train-images-idx3-ubyte.gz', 'train-images-idx3-ubyte'],
    ['.onnx', '.onnx'],
  ])('%s names %s', (file, name) => expect(nameOfFile(file)).toBe(name));
});
