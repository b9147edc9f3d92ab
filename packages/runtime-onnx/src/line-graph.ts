import { EngineError, type ModelOutput, type NetworkShape } from '@passband/engine';
import onnxProto from 'onnx-proto';

const { ModelProto, NodeProto, TensorProto, ValueInfoProto } = onnxProto.onnx;
type Node = InstanceType<typeof NodeProto>;
type ValueInfo = InstanceType<typeof ValueInfoProto>;
type ElementType = onnxProto.onnx.TensorProto.DataType;

const { FLOAT, INT32 } = TensorProto.DataType;
/** Softmax over the axis alone; before, over the axis and all behind it, which of two axes is the same. */
const CLASS_AXIS = 1;

/** What the edited network takes in place of images, and gives. */
export const LINE_NAMES = {
  starts: 'passband_starts',
  directions: 'passband_directions',
  start: 'passband_start',
  direction: 'passband_direction',
  weight: 'passband_weight',
  probabilities: 'passband_probabilities',
} as const;

/**
 * Whether samples of lines are made by the network itself: on GPUs, but not where its weights are in files beside it, since
 * an edited graph is handed over as bytes, which have no folder to find weights in.
 */
export function makesLines({ onGpu, network: { weightFiles } }: { onGpu: boolean; network: NetworkShape }): boolean {
  return onGpu && !weightFiles?.length;
}

/**
 * A network that makes its images itself, as an ONNX file's bytes: image k is
 * starts[start[k]] + weight[k] * directions[direction[k]], by Gather, Mul and Add in front of its input. Takes starts [S, ...],
 * directions [D, ...], start and direction [N] of int32, weight [N, 1, 1, 1]. Of logits, Softmax goes behind: it then gives
 * probabilities [N, classes] besides its own output. Throws EngineError where the file holds no network.
 */
export function withLines(
  file: Uint8Array,
  network: NetworkShape,
  axes: readonly number[],
  output: ModelOutput,
): Uint8Array {
  const model = ModelProto.decode(file);
  const { graph } = model;
  if (!graph) throw new EngineError('the model must be a whole ONNX file; it holds no network');
  const { inputName, outputName } = network;
  graph.node = [...samplesInto(inputName), ...(graph.node ?? [])];
  graph.input = [...(graph.input ?? []).filter(({ name }) => name !== inputName), ...lineInputs(axes)];
  if (output === 'LOGITS') {
    graph.node.push(softmaxOf(outputName));
    graph.output = [...(graph.output ?? []), declared(LINE_NAMES.probabilities, FLOAT, ['samples', 'classes'])];
  }
  return ModelProto.encode(model).finish();
}

function samplesInto(images: string): Node[] {
  const { starts, directions, start, direction, weight } = LINE_NAMES;
  const step = (opType: string, input: string[], result: string): Node =>
    NodeProto.create({ opType, name: `passband_${opType}_${result}`, input, output: [result] });
  return [
    step('Gather', [starts, start], 'passband_from'),
    step('Gather', [directions, direction], 'passband_along'),
    step('Mul', ['passband_along', weight], 'passband_moved'),
    step('Add', ['passband_from', 'passband_moved'], images),
  ];
}

function lineInputs(axes: readonly number[]): ValueInfo[] {
  const { starts, directions, start, direction, weight } = LINE_NAMES;
  return [
    declared(starts, FLOAT, ['starts', ...axes]),
    declared(directions, FLOAT, ['directions', ...axes]),
    declared(start, INT32, ['samples']),
    declared(direction, INT32, ['samples']),
    declared(weight, FLOAT, ['samples', 1, 1, 1]),
  ];
}

function softmaxOf(logits: string): Node {
  const { AttributeProto } = onnxProto.onnx;
  return NodeProto.create({
    opType: 'Softmax',
    name: 'passband_Softmax',
    input: [logits],
    output: [LINE_NAMES.probabilities],
    attribute: [{ name: 'axis', type: AttributeProto.AttributeType.INT, i: CLASS_AXIS }],
  });
}

function declared(name: string, elemType: ElementType, dims: readonly (number | string)[]): ValueInfo {
  const dim = dims.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return ValueInfoProto.create({ name, type: { tensorType: { elemType, shape: { dim } } } });
}
