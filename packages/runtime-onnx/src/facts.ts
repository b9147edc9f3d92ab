import { EngineError, type ModelFacts, type NetworkShape, networkShapeOf, onlyTensor } from '@passband/engine';
import { FLOAT32, type ModelFile, readModelFile, typeName } from './model-file.ts';

/**
 * The facts of a network, read from its ONNX file without running it.
 * Throws EngineError where the file is not ONNX or the network does not take one float32 batch of images and give one
 * value a class.
 */
export async function readModelFacts(file: string): Promise<ModelFacts> {
  const { inputName: _, outputName: _output, batchSize: _batch, ...facts } = networkShape(await readModelFile(file));
  return facts;
}

export function networkShape(file: ModelFile): NetworkShape {
  const input = onlyTensor(file.inputs, 'input');
  const output = onlyTensor(file.outputs, 'output');
  if (input.elementType !== FLOAT32)
    throw new EngineError(`the network's input must be float32; ${input.name} is ${typeName(input)}`);
  if (output.elementType !== FLOAT32)
    throw new EngineError(`the network's output must be float32; ${output.name} is ${typeName(output)}`);
  const { parameterCount, weightFiles } = file;
  return networkShapeOf({
    ...{ format: 'ONNX', parameterCount, ...(weightFiles.length && { weightFiles }), input, output },
    axes: 'batch, channels, height, width or batch, height, width, channels',
    otherwise: 'NCHW',
  });
}
