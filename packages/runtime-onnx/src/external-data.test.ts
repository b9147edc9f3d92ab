import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from '@passband/engine';
import onnxProto from 'onnx-proto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readModelFacts } from './facts.ts';
import { onnxRuntimes } from './runtimes.ts';
import { fixture } from './test-networks.ts';

const { AttributeProto, ModelProto, TensorProto } = onnxProto.onnx;
const WHOLE = fixture('nchw-logits.onnx');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passband-external-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Entry = { key: string; value: string };

/** The network with every weight moved to one file beside it; what its entries say may be changed. */
async function moved(name: string, change: (entries: Entry[]) => Entry[] = (entries) => entries): Promise<string> {
  const model = ModelProto.decode(await readFile(WHOLE));
  const bytes: Uint8Array[] = [];
  let offset = 0;
  for (const tensor of model.graph?.initializer ?? []) {
    const raw = tensor.rawData ?? new Uint8Array();
    bytes.push(raw);
    tensor.externalData = change([
      { key: 'location', value: `${name}.data` },
      { key: 'offset', value: String(offset) },
      { key: 'length', value: String(raw.length) },
    ]);
    tensor.dataLocation = TensorProto.DataLocation.EXTERNAL;
    tensor.rawData = new Uint8Array();
    offset += raw.length;
  }
  const file = join(folder, `${name}.onnx`);
  await writeFile(file, ModelProto.encode(model).finish());
  await writeFile(join(folder, `${name}.data`), Buffer.concat(bytes));
  return file;
}

const saying = (key: string, value: string) => (entries: Entry[]) => [
  ...entries.filter((entry) => entry.key !== key),
  { key, value },
];

describe('external data is found wherever a model may hold it:', () => {
  const outside = {
    name: 'secret',
    dims: [4],
    dataType: TensorProto.DataType.FLOAT,
    dataLocation: TensorProto.DataLocation.EXTERNAL,
    externalData: [{ key: 'location', value: '/etc/passwd' }],
  };
  const constant = {
    opType: 'Constant',
    output: ['secret'],
    attribute: [{ name: 'value', type: AttributeProto.AttributeType.TENSOR, t: outside }],
  };
  const branch = (graph: onnxProto.onnx.IGraphProto) => ({
    opType: 'If',
    input: ['which'],
    output: ['chosen'],
    attribute: [{ name: 'then_branch', type: AttributeProto.AttributeType.GRAPH, g: graph }],
  });

  test.each<[string, onnxProto.onnx.INodeProto]>([
    ['in an attribute', constant],
    ['in the initialisers of a branch', branch({ name: 'then', initializer: [outside] })],
    [
      'in an attribute within a branch of a branch',
      branch({ name: 'then', node: [branch({ name: 'then', node: [constant] })] }),
    ],
  ])('%s', async (_, node) => {
    const model = ModelProto.decode(await readFile(WHOLE));
    model.graph?.node?.push(node);
    const file = join(folder, 'hidden.onnx');
    await writeFile(file, ModelProto.encode(model).finish());
    await expect(readModelFacts(file)).rejects.toThrow(
      'must be in the model\'s own folder; secret is in "/etc/passwd"',
    );
  });

  test('and so are operators of somebody else', async () => {
    const model = ModelProto.decode(await readFile(WHOLE));
    model.graph?.node?.push(branch({ name: 'then', node: [{ opType: 'Run', domain: 'com.example', output: ['x'] }] }));
    const file = join(folder, 'foreign.onnx');
    await writeFile(file, ModelProto.encode(model).finish());
    await expect(readModelFacts(file)).rejects.toThrow('Run in');
  });
});

describe('a network whose weights are in a file beside it', () => {
  test('gives the same facts and the same probabilities as with its weights inside', async () => {
    const file = await moved('beside');
    expect(await readModelFacts(file)).toEqual({ ...(await readModelFacts(WHOLE)), weightFiles: ['beside.data'] });
    const images = Float32Array.from({ length: 2 * 360 }, (_, k) => Math.sin(k * k));
    const feed = { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null } as const;
    const values = [];
    for (const path of [WHOLE, file]) {
      const classifier = await onnxRuntimes.open(path, {
        ...{ runtime: 'onnx/cpu', feed, output: null, imageShape: [10, 12, 3] as const, threads: 1 },
      });
      values.push([...(await classifier.evaluate(images, 2))]);
      await classifier.close();
    }
    expect(values[1]).toEqual(values[0]);
  });

  test.each([
    ['an absolute place', '/etc/passwd', "must be in the model's own folder"],
    ['the folder above', '../w.data', "must be in the model's own folder"],
    ['a folder above that is not at the start', 'a/../../w.data', "must be in the model's own folder"],
    ["another system's place", 'C:\\w.data', "must be in the model's own folder"],
    ['no place', '', "must be in the model's own folder"],
    ['a file that is not there', 'nowhere.data', 'nowhere.data, which is not there. A server is sent one file'],
  ])('at %s is refused', async (_, location, message) => {
    const file = await moved('elsewhere', saying('location', location));
    await expect(readModelFacts(file)).rejects.toThrow(message);
    await expect(readModelFacts(file)).rejects.toBeInstanceOf(EngineError);
  });

  test('behind a link that leaves the folder is refused', async () => {
    const other = await mkdtemp(join(tmpdir(), 'passband-other-'));
    const file = await moved('linked', saying('location', 'link.data'));
    await writeFile(join(other, 'secret'), Buffer.alloc(100_000));
    await symlink(join(other, 'secret'), join(folder, 'link.data'));
    await expect(readModelFacts(file)).rejects.toThrow("must be in the model's own folder");
    await rm(other, { recursive: true });
  });

  test('in a folder beside it is found', async () => {
    const file = await moved('inner', (entries) => saying('location', 'weights/inner.data')(entries));
    await mkdir(join(folder, 'weights'));
    await writeFile(join(folder, 'weights/inner.data'), await readFile(join(folder, 'inner.data')));
    expect(await readModelFacts(file)).toMatchObject({ classCount: 3 });
  });

  test('that is cut off is refused at every length', async () => {
    const file = await moved('cut');
    const bytes = await readFile(join(folder, 'cut.data'));
    for (let length = 0; length < bytes.length; length += 97) {
      await writeFile(join(folder, 'cut.data'), bytes.subarray(0, length));
      await expect(readModelFacts(file), `${length} bytes`).rejects.toThrow('must hold the weights of');
    }
  });

  test.each([
    ['length', '8', 'must fit its shape'],
    ['length', '-8', 'must be a whole number from 0; got "-8"'],
    ['offset', '1e9', 'must be a whole number from 0; got "1e9"'],
    ['offset', '999999999999', 'must hold the weights of'],
  ])('with a %s of %s is refused', async (key, value, message) => {
    await expect(readModelFacts(await moved('lies', saying(key, value)))).rejects.toThrow(message);
  });
});
