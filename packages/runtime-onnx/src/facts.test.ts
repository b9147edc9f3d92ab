import { readFile, writeFile } from 'node:fs/promises';
import { EngineError, fittingLayout } from '@passband/engine';
import fc from 'fast-check';
import onnxProto from 'onnx-proto';
import { describe, expect, test } from 'vitest';
import { networkShape, readModelFacts } from './facts.ts';
import { readModelFile } from './model-file.ts';
import { fileOf, fixture, type NetworkParts, networkBytes } from './test-networks.ts';

const { DataType } = onnxProto.onnx.TensorProto;
const facts = async (parts: NetworkParts) => readModelFacts(await fileOf(networkBytes(parts)));

describe('facts are read without running the network:', () => {
  test('channels first', async () => {
    expect(await readModelFacts(fixture('nchw-logits.onnx'))).toEqual({
      format: 'ONNX',
      inputShape: [3, 10, 12],
      inputLayout: 'NCHW',
      classCount: 3,
      parameterCount: 8 * 27 + 8 + 8 * 72 + 8 + 8 * 3 + 3,
    });
  });

  test('channels last', async () => {
    expect(await readModelFacts(fixture('nhwc-logits.onnx'))).toMatchObject({
      inputShape: [10, 12, 3],
      inputLayout: 'NHWC',
    });
  });

  test('free axes are null, and of initialisers only the floating ones are parameters', async () => {
    const inputs = [{ name: 'images', dims: ['n', 3, 'h', 'w'] }];
    expect(await facts({ inputs, outputs: [{ name: 'logits', dims: null }] })).toMatchObject({
      ...{ inputShape: [3, null, null], inputLayout: 'NCHW', classCount: null, parameterCount: 6 },
    });
  });

  test('initialisers that are listed as inputs are none', async () => {
    const inputs = [
      { name: 'weights', dims: [2, 3] },
      { name: 'images', dims: ['n', 8, 8, 1] },
    ];
    expect(await facts({ inputs })).toMatchObject({ inputShape: [8, 8, 1], inputLayout: 'NHWC' });
  });
});

const { FLOAT16, BFLOAT16, DOUBLE } = DataType;
test.each<[string, NetworkParts['data']]>([
  ['float16, as bits in int32', { dataType: FLOAT16, int32Data: [1, 2, 3, 4, 5, 6] }],
  ['bfloat16, as bits in int32', { dataType: BFLOAT16, int32Data: [1, 2, 3, 4, 5, 6] }],
  ['float16, as bytes', { dataType: FLOAT16, rawData: new Uint8Array(12) }],
  ['float64', { dataType: DOUBLE, doubleData: [1, 2, 3, 4, 5, 6] }],
  ['float32', { floatData: [1, 2, 3, 4, 5, 6] }],
])('weights may be %s', async (_, data) => {
  expect(await facts({ data })).toMatchObject({ parameterCount: 6 });
});

const images = { name: 'images', dims: ['n', 3, 8, 8] };
test.each<[string, NetworkParts, string]>([
  ['two inputs', { inputs: [images, { ...images, name: 'mask' }] }, 'must have one input; it has 2 (images, mask)'],
  ['no input', { inputs: [] }, 'must have one input; it has 0'],
  [
    'two outputs',
    {
      outputs: [
        { name: 'a', dims: ['n', 2] },
        { name: 'b', dims: ['n', 2] },
      ],
    },
    'must have one output; it has 2 (a, b)',
  ],
  [
    'flat images',
    { inputs: [{ name: 'images', dims: ['n', 784] }] },
    'must have four axes (batch, channels, height, width or batch, height, width, channels); images has 2 (any x 784)',
  ],
  [
    'an input of unknown shape',
    { inputs: [{ name: 'images', dims: null }] },
    'the file does not say the shape of images',
  ],
  [
    'a map for an output',
    { outputs: [{ name: 'map', dims: ['n', 2, 8, 8] }] },
    'output must have two axes (batch, classes); map has 4 (any x 2 x 8 x 8)',
  ],
  ['bytes for an input', { inputs: [{ ...images, type: DataType.UINT8 }] }, 'input must be float32; images is uint8'],
  [
    'an output of float16',
    { outputs: [{ name: 'logits', dims: ['n', 2], type: DataType.FLOAT16 }] },
    'output must be float32; logits is float16',
  ],
  [
    'weights that are not there',
    { external: true },
    'weights is in w.bin, which is not there. A server is sent one file',
  ],
  ['a size of zero', { inputs: [{ name: 'images', dims: ['n', 3, 0, 8] }] }, 'must be above 0; images has 0'],
  ['a size below zero', { inputs: [{ name: 'images', dims: ['n', 3, -8, 8] }] }, 'must be above 0; images has -8'],
  ['no classes', { outputs: [{ name: 'logits', dims: ['n', 0] }] }, 'must be above 0; logits has 0'],
  ['a weight of a size below zero', { weights: [-2, -3] }, 'must not be negative; weights'],
  ['a weight without values', { weights: [192, 3], data: {} }, 'has 0, not 576'],
  ['a weight of too few values', { weights: [192, 3], data: { floatData: [1, 2] } }, 'has 2, not 576'],
  ['a weight of too many values', { weights: [1], data: { floatData: [1, 2] } }, 'has 2, not 1'],
  ['a weight of values of another type', { data: { doubleData: [1, 2, 3, 4, 5, 6] } }, 'has 0, not 6'],
  ['a weight of too few bytes', { weights: [7] }, 'has 24, not 28'],
  [
    'a weight of more values than there are',
    { weights: [2 ** 62, 2 ** 62] },
    'must have fewer than 2^50 values; weights',
  ],
  ['a weight whose count is rounded', { weights: [2 ** 53], data: {} }, 'has 9007199254740992'],
  ['a weight whose sizes overflow to nothing', { weights: [2 ** 32, 2 ** 32], data: {} }, 'fewer than 2^50 values'],
  ['images larger than any', { inputs: [{ ...images, dims: ['n', 3, 2 ** 62, 8] }] }, 'at most 2147483647; images has'],
  ['an operator of somebody else', { domain: 'com.example' }, 'is of the domain com.example'],
  ['no operator set', { opset: null }, 'it names no operator set'],
])('a network with %s is refused', async (_, parts, message) => {
  await expect(facts(parts)).rejects.toThrow(message);
  await expect(facts(parts)).rejects.toBeInstanceOf(EngineError);
});

test('a file that is cut off anywhere is refused', async () => {
  const whole = await readFile(fixture('grey-confident.onnx'));
  for (let length = 0; length < whole.length; length += 97) {
    const file = await fileOf(whole.subarray(0, length));
    await expect(readModelFacts(file), `${length} bytes`).rejects.toThrow('the model must be a whole ONNX file');
  }
});

test('a file with any byte changed is read or refused in a sentence', async () => {
  const whole = await readFile(fixture('nchw-logits.onnx'));
  const file = await fileOf(whole);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ change;
      await writeFile(file, changed);
      const result = await readModelFacts(file).catch((error: unknown) => error);
      if (result instanceof Error) expect(result).toBeInstanceOf(EngineError);
      else expect(result).toMatchObject({ format: 'ONNX' });
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['text', new TextEncoder().encode('this is no network at all, but some lines of text\n'.repeat(20))],
  ['zeros', new Uint8Array(1000)],
  ['nothing', new Uint8Array(0)],
  ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...new Uint8Array(200)])],
])('%s is not a network', async (_, bytes) => {
  await expect(readModelFacts(await fileOf(bytes))).rejects.toThrow('the model must be a whole ONNX file');
});

test('a file that is not there is named, and so is a folder', async () => {
  await expect(readModelFacts('/no/such.onnx')).rejects.toThrow('/no/such.onnx: no such file');
  await expect(readModelFacts('/')).rejects.toThrow('/: is a folder');
});

describe('images fit', () => {
  const shape = async (name: string) => networkShape(await readModelFile(fixture(name)));

  test('the layout of the file', async () => {
    expect(fittingLayout(await shape('nchw-logits.onnx'), [10, 12, 3], null)).toBe('NCHW');
    expect(fittingLayout(await shape('nhwc-logits.onnx'), [10, 12, 3], null)).toBe('NHWC');
  });

  test('the only layout that is possible, whatever the file looks like', async () => {
    const network = networkShape(
      await readModelFile(await fileOf(networkBytes({ inputs: [{ name: 'x', dims: ['n', 3, 5, 3] }] }))),
    );
    expect(fittingLayout(network, [3, 5, 3], null)).toBe('NHWC');
  });

  test('or are refused with both shapes', async () => {
    const network = await shape('nchw-logits.onnx');
    expect(() => fittingLayout(network, [28, 28, 1], null)).toThrow('it takes 3 x 10 x 12, the images are 1 x 28 x 28');
    expect(() => fittingLayout(network, [10, 12, 3], 'NHWC')).toThrow(
      'it takes 3 x 10 x 12, the images are 10 x 12 x 3',
    );
  });
});
