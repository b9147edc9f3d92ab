import { describedShape, EngineError, type ModelFacts, onlyTensor, suggestedLayout } from '@passband/engine';
import { FLOAT32, type ModelFile, readModelFile, typeName } from './model-file.ts';

/** A network's input and output, once they are known to be ones that can be measured. */
export interface NetworkShape extends ModelFacts {
  inputName: string;
  outputName: string;
  /** Null where it is free. */
  batchSize: number | null;
}

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
  if (input.dims?.length !== 4)
    throw new EngineError(
      `the network's input must have four axes (batch, channels, height, width or batch, height, width, channels); ${describedShape(input)}`,
    );
  if (output.dims !== null && output.dims.length !== 2)
    throw new EngineError(`the network's output must have two axes (batch, classes); ${describedShape(output)}`);
  const [batchSize = null, ...inputShape] = input.dims;
  return {
    format: 'ONNX',
    inputName: input.name,
    outputName: output.name,
    batchSize,
    inputShape,
    inputLayout: suggestedLayout(inputShape, 'NCHW'),
    classCount: output.dims?.[1] ?? null,
    parameterCount: file.parameterCount,
    ...(file.weightFiles.length && { weightFiles: file.weightFiles }),
  };
}
