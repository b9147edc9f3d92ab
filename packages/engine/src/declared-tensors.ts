import { EngineError } from './errors.ts';

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
export function describedShape({ name, dims }: NamedShape): string {
  if (!dims) return `the file does not say the shape of ${name}`;
  return `${name} has ${dims.length} (${dims.map((size) => size ?? 'any').join(' x ')})`;
}
