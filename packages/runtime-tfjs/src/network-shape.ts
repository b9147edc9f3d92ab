import {
  describedShape,
  EngineError,
  type ModelFacts,
  type ModelFileFormat,
  type NamedShape,
  onlyTensor,
  suggestedLayout,
} from '@passband/engine';

/** An input or output as a model's file declares it. */
export interface DeclaredTensor extends NamedShape {
  isFloat32: boolean;
}

/** What a file says of a network, before it is known to be one that can be measured. */
export interface DeclaredNetwork {
  format: Exclude<ModelFileFormat, 'ONNX'>;
  inputs: DeclaredTensor[];
  outputs: DeclaredTensor[];
  parameterCount: number;
}

/** A network that takes one float32 batch of images and gives one value a class. */
export interface NetworkShape extends ModelFacts {
  inputName: string;
  outputName: string;
  /** Null where it is free. */
  batchSize: number | null;
}

/** Throws EngineError unless it is a network that can be measured. */
export function networkShape({ format, inputs, outputs, parameterCount }: DeclaredNetwork): NetworkShape {
  const input = onlyTensor(inputs, 'input');
  const output = onlyTensor(outputs, 'output');
  for (const [what, tensor] of Object.entries({ input, output }))
    if (!tensor.isFloat32) throw new EngineError(`the network's ${what} must be float32; ${tensor.name} is not`);
  if (input.dims?.length !== 4)
    throw new EngineError(
      `the network's input must have four axes (batch, height, width, channels); ${describedShape(input)}`,
    );
  if (output.dims !== null && output.dims.length !== 2)
    throw new EngineError(`the network's output must have two axes (batch, classes); ${describedShape(output)}`);
  const [batchSize = null, ...inputShape] = input.dims;
  return {
    ...{ format, inputName: input.name, outputName: output.name, batchSize, inputShape, parameterCount },
    inputLayout: suggestedLayout(inputShape, 'NHWC'),
    classCount: output.dims?.[1] ?? null,
  };
}
