import {
  EngineError,
  type ModelFileFormat,
  type NamedShape,
  type NetworkShape,
  networkShapeOf,
  onlyTensor,
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

/** Throws EngineError unless it is a network that can be measured. */
export function networkShape({ format, inputs, outputs, parameterCount }: DeclaredNetwork): NetworkShape {
  const input = onlyTensor(inputs, 'input');
  const output = onlyTensor(outputs, 'output');
  for (const [what, tensor] of Object.entries({ input, output }))
    if (!tensor.isFloat32) throw new EngineError(`the network's ${what} must be float32; ${tensor.name} is not`);
  return networkShapeOf({
    ...{ format, parameterCount, input, output },
    axes: 'batch, height, width, channels',
    otherwise: 'NHWC',
  });
}
