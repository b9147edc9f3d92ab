import { xoshiro128 } from '@passband/spectrum';
import onnxProto from 'onnx-proto';

const { AttributeProto, ModelProto, TensorProto } = onnxProto.onnx;

/** Shape of a convolution's kernel. */
export interface Convolution {
  inputs: number;
  outputs: number;
  size: number;
  stride: number;
}

/**
 * An ONNX graph that grows node by node; each method gives the name of the new node's output. Weights are uniform with
 * variance gain / fan-in (He's for gain 2), from a stream of each weight's own name; biases are 0.
 */
export class NetworkGraph {
  private readonly nodes: onnxProto.onnx.INodeProto[] = [];
  private readonly weights: onnxProto.onnx.ITensorProto[] = [];

  convolution(x: string, { inputs, outputs, size, stride }: Convolution, gain = 2): string {
    const pad = (size - 1) / 2;
    const weights = this.weight([outputs, inputs, size, size], gain);
    const attributes = { kernel_shape: [size, size], strides: [stride, stride], pads: [pad, pad, pad, pad] };
    return this.node('Conv', [x, weights, this.zeros(outputs)], attributes);
  }

  maxPool(x: string): string {
    return this.node('MaxPool', [x], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] });
  }

  linear(x: string, inputs: number, outputs: number): string {
    const bias = this.zeros(outputs);
    return this.node('Gemm', [x, this.weight([inputs, outputs], 1, inputs), bias]);
  }

  node(opType: string, input: string[], attributes: Record<string, number[]> = {}): string {
    const output = `${opType.toLowerCase()}-${this.nodes.length}`;
    const attribute = Object.entries(attributes).map(([name, ints]) => ({
      ...{ name, type: AttributeProto.AttributeType.INTS, ints },
    }));
    this.nodes.push({ opType, name: output, input, output: [output], attribute });
    return output;
  }

  /** The whole file: one float32 input 'images' [batch, ...imageShape], one output [batch, classes]. */
  bytes(imageShape: readonly number[], output: string, classes: number): Uint8Array {
    return ModelProto.encode({
      irVersion: 8,
      opsetImport: [{ domain: '', version: 13 }],
      graph: {
        name: 'network',
        node: this.nodes,
        initializer: this.weights,
        input: [declared('images', imageShape)],
        output: [declared(output, [classes])],
      },
    }).finish();
  }

  /** A constant of whole numbers, such as a shape. */
  integers(values: readonly number[]): string {
    const name = `integers-${this.weights.length}`;
    const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    this.weights.push({ name, dims: [values.length], dataType: TensorProto.DataType.INT64, rawData });
    return name;
  }

  private weight(dims: number[], gain: number, fanIn = product(dims.slice(1))): string {
    const name = `weight-${this.weights.length}`;
    const stream = xoshiro128(`bench/${name}`);
    const largest = Math.sqrt((3 * gain) / fanIn);
    const values = Float32Array.from({ length: product(dims) }, () => (stream.word() / 2 ** 31 - 1) * largest);
    return this.tensor(name, dims, values);
  }

  private zeros(size: number): string {
    return this.tensor(`zeros-${this.weights.length}`, [size], new Float32Array(size));
  }

  private tensor(name: string, dims: number[], values: Float32Array<ArrayBuffer>): string {
    const rawData = new Uint8Array(values.buffer);
    this.weights.push({ name, dims, dataType: TensorProto.DataType.FLOAT, rawData });
    return name;
  }
}

function declared(name: string, dims: readonly number[]): onnxProto.onnx.IValueInfoProto {
  const dim = [{ dimParam: 'batch' }, ...dims.map((dimValue) => ({ dimValue }))];
  return { name, type: { tensorType: { elemType: TensorProto.DataType.FLOAT, shape: { dim } } } };
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}
