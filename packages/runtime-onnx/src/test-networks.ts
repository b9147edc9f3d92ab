import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import onnxProto from 'onnx-proto';
import { onTestFinished } from 'vitest';

const { ModelProto, TensorProto } = onnxProto.onnx;
const { DataType } = TensorProto;

/** For tests: the committed networks with random weights. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../../../test/reference/engine/${name}`, import.meta.url));
}

interface Value {
  name: string;
  dims: (number | string)[] | null;
  type?: number;
}

/** For tests: parts of a network that flattens images and keeps `classes` values of them. */
export interface NetworkParts {
  inputs?: Value[];
  outputs?: Value[];
  external?: boolean;
  opset?: number | null;
  /** Sizes of the initialiser. */
  weights?: number[];
  /** Its type and what it holds: 24 raw bytes where nothing is said. */
  data?: onnxProto.onnx.ITensorProto | undefined;
  /** Of its node's operator. */
  domain?: string;
}

/** For tests: an ONNX file with these inputs, outputs and one initialiser of 6 elements; its nodes are not to be run. */
export function networkBytes({
  inputs,
  outputs,
  external = false,
  opset = 13,
  weights: dims = [2, 3],
  data = { rawData: new Uint8Array(24) },
  domain = '',
}: NetworkParts): Uint8Array {
  const value = ({ name, dims, type = DataType.FLOAT }: Value) => ({
    name,
    type: {
      tensorType: {
        elemType: type,
        ...(dims && {
          shape: { dim: dims.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size })) },
        }),
      },
    },
  });
  const weights = {
    name: 'weights',
    dims,
    dataType: DataType.FLOAT,
    ...(external
      ? { dataLocation: TensorProto.DataLocation.EXTERNAL, externalData: [{ key: 'location', value: 'w.bin' }] }
      : data),
  };
  const whole = { name: 'axes', dims: [2], dataType: DataType.INT64, rawData: new Uint8Array(16) };
  return ModelProto.encode({
    irVersion: 8,
    opsetImport: opset === null ? [] : [{ domain: '', version: opset }],
    graph: {
      name: 'network',
      node: [{ opType: 'Identity', domain, input: ['images'], output: ['logits'] }],
      initializer: [weights, whole],
      input: (inputs ?? [{ name: 'images', dims: ['batch', 3, 8, 8] }]).map(value),
      output: (outputs ?? [{ name: 'logits', dims: ['batch', 10] }]).map(value),
    },
  }).finish();
}

/** For tests: the file of such bytes, until the test is over. */
export async function fileOf(bytes: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'passband-onnx-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'network.onnx');
  await writeFile(file, bytes);
  return file;
}
