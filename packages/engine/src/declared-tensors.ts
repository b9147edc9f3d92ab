import type { InputLayout, ModelFacts } from './classifier.ts';
import { EngineError } from './errors.ts';
import { suggestedLayout } from './layout.ts';

/** An input or output as a network's file declares it. */
export interface NamedShape {
  name: string;
  /** Null where an axis is free; null altogether where the file says nothing of the shape. */
  dims: (number | null)[] | null;
}

/** The one input or output that a network must have. Throws EngineError where there is none, or more than one. */
export function onlyTensor<T extends NamedShape>(tensors: readonly T[], what: string): T {
  const [tensor, ...others] = tensors;
  if (tensor && !others.length) return tensor;
  const names = tensors.map(({ name }) => name).join(', ');
  throw new EngineError(`the network must have one ${what}; it has ${tensors.length}${names && ` (${names})`}`);
}

/** Name and shape for the person whose network it is: images has 2 (any x 784). */
function describedShape({ name, dims }: NamedShape): string {
  if (!dims) return `the file does not say the shape of ${name}`;
  return `${name} has ${dims.length} (${dims.map((size) => size ?? 'any').join(' x ')})`;
}

/** Number of values of a tensor of this shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** A network that takes one batch of images and gives one value a class. */
export interface NetworkShape extends ModelFacts {
  inputName: string;
  outputName: string;
  /** Null where it is free. */
  batchSize: number | null;
}

/** What a file declares of a network; in which order its format has the axes of images, in words, and where that is open. */
interface DeclaredNetwork extends Pick<ModelFacts, 'format' | 'parameterCount' | 'weightFiles'> {
  input: NamedShape;
  output: NamedShape;
  axes: string;
  otherwise: InputLayout;
}

/** Throws EngineError unless the input has the four axes of a batch of images, and the output the two of values by class. */
export function networkShapeOf({ input, output, axes, otherwise, ...facts }: DeclaredNetwork): NetworkShape {
  if (input.dims?.length !== 4)
    throw new EngineError(`the network's input must have four axes (${axes}); ${describedShape(input)}`);
  if (output.dims !== null && output.dims.length !== 2)
    throw new EngineError(`the network's output must have two axes (batch, classes); ${describedShape(output)}`);
  const [batchSize = null, ...inputShape] = input.dims;
  return {
    ...{ ...facts, inputName: input.name, outputName: output.name, batchSize, inputShape },
    inputLayout: suggestedLayout(inputShape, otherwise),
    classCount: output.dims?.[1] ?? null,
  };
}
