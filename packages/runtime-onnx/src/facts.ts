import { EngineError, type ImageShape, type InputLayout, type ModelFacts } from '@passband/engine';
import { type DeclaredTensor, FLOAT32, type ModelFile, readModelFile, typeName } from './model-file.ts';

/** Images have one channel, three, or four with transparency; an axis of more is a height or a width. */
const MOST_CHANNELS = 4;

/** A network's input and output, once they are known to be ones that can be measured. */
export interface NetworkShape extends ModelFacts {
  inputName: string;
  outputName: string;
  /** Null where it is free. */
  batchSize: number | null;
  /** Weights are in files beside the model's. */
  isExternal: boolean;
}

/**
 * The facts of a network, read from its ONNX file without running it.
 * Throws EngineError where the file is not ONNX or the network does not take one float32 batch of images and give one
 * value a class.
 */
export async function readModelFacts(file: string): Promise<ModelFacts> {
  const read = await readModelFile(file);
  const { format, inputShape, inputLayout, classCount, parameterCount } = networkShape(read);
  const weightFiles = read.externalFiles.length ? { weightFiles: read.externalFiles } : {};
  return { format, inputShape, inputLayout, classCount, parameterCount, ...weightFiles };
}

export function networkShape(file: ModelFile): NetworkShape {
  const input = only(file.inputs, 'input');
  const output = only(file.outputs, 'output');
  if (input.elementType !== FLOAT32)
    throw new EngineError(`the network's input must be float32; ${input.name} is ${typeName(input)}`);
  if (output.elementType !== FLOAT32)
    throw new EngineError(`the network's output must be float32; ${output.name} is ${typeName(output)}`);
  if (input.dims?.length !== 4)
    throw new EngineError(
      `the network's input must have four axes (batch, channels, height, width or batch, height, width, channels); ${described(input)}`,
    );
  if (output.dims !== null && output.dims.length !== 2)
    throw new EngineError(`the network's output must have two axes (batch, classes); ${described(output)}`);
  const [batchSize = null, ...inputShape] = input.dims;
  return {
    format: 'ONNX',
    inputName: input.name,
    outputName: output.name,
    batchSize,
    inputShape,
    inputLayout: layoutOf(inputShape),
    classCount: output.dims?.[1] ?? null,
    parameterCount: file.parameterCount,
    isExternal: file.externalFiles.length > 0,
  };
}

/**
 * The layout in which images of `imageShape` fit the network: the one that is asked for, else the only one that fits,
 * else what the file's shape suggests. Throws EngineError where they do not fit.
 */
export function fittingLayout(network: NetworkShape, imageShape: ImageShape, asked: InputLayout | null): InputLayout {
  const fits = (layout: InputLayout): boolean =>
    laidOut(imageShape, layout).every((size, axis) => (network.inputShape[axis] ?? size) === size);
  const other: InputLayout = network.inputLayout === 'NCHW' ? 'NHWC' : 'NCHW';
  const found = (asked ? [asked] : [network.inputLayout, other]).find(fits);
  if (found) return found;
  const images = laidOut(imageShape, asked ?? network.inputLayout).join(' x ');
  const takes = network.inputShape.map((size) => size ?? 'any').join(' x ');
  throw new EngineError(`the images must fit the network: it takes ${takes}, the images are ${images}`);
}

/** An image's axes in the order of the layout. */
export function laidOut([height, width, channels]: ImageShape, layout: InputLayout): [number, number, number] {
  return layout === 'NCHW' ? [channels, height, width] : [height, width, channels];
}

function layoutOf(inputShape: readonly (number | null)[]): InputLayout {
  const mayBeChannels = (size: number | null | undefined): boolean => size != null && size <= MOST_CHANNELS;
  return !mayBeChannels(inputShape[0]) && mayBeChannels(inputShape[2]) ? 'NHWC' : 'NCHW';
}

function only(tensors: DeclaredTensor[], what: string): DeclaredTensor {
  const [tensor, ...others] = tensors;
  if (tensor && !others.length) return tensor;
  const names = tensors.map(({ name }) => name).join(', ');
  throw new EngineError(`the network must have one ${what}; it has ${tensors.length}${names && ` (${names})`}`);
}

function described({ name, dims }: DeclaredTensor): string {
  if (!dims) return `the file does not say the shape of ${name}`;
  return `${name} has ${dims.length} (${dims.map((size) => size ?? 'any').join(' x ')})`;
}
