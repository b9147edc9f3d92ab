import type { ModelFileFormat, RuntimeDescription } from './classifier.ts';

/** The runtimes of a format by the beginning of their names. */
const FAMILIES: Readonly<Record<ModelFileFormat, readonly string[]>> = {
  ONNX: ['onnx/'],
  TF_SAVED_MODEL: ['tensorflow/'],
  TFJS_GRAPH: ['tensorflow/', 'tfjs/'],
  TFJS_LAYERS: ['tensorflow/', 'tfjs/'],
};

/** Whether a runtime evaluates files of this format. */
export function runsFormat(runtime: string, format: ModelFileFormat): boolean {
  return FAMILIES[format].some((family) => runtime.startsWith(family));
}

/** Names of the runtimes that are there and evaluate this format, in the order given (best first). */
export function runtimesFor(format: ModelFileFormat, runtimes: readonly RuntimeDescription[]): string[] {
  return runtimes.filter(({ name, available }) => available && runsFormat(name, format)).map(({ name }) => name);
}
