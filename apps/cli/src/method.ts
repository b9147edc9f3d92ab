import type { Dataset } from '@passband/datasets';
import { type ClassifierMethod, datasetFacts, type Methods, methods } from '@passband/engine';
import { type InputOptions, type Inputs, withInputs } from './inputs.ts';
import { usageError } from './option-names.ts';
import { checkResultFile, writeResult } from './result-file.ts';
import { VERSION } from './version.ts';

/** What a command does with a network and images. */
export interface MethodCommand<P> {
  /** As the JSON result calls it: path-spectrum. */
  method: string;
  /** Checks what was asked for, before the network is opened. Throws UsageError. */
  parametersOf(images: Dataset): P;
  measure(inputs: Inputs, parameters: P): Promise<Measured>;
}

/** What a command found. */
interface Measured {
  /** Of the JSON result what comes after its head; its parameters, where they are written otherwise than they are kept. */
  result: Readonly<Record<string, unknown>>;
  table: string;
  /** What a person should know of it; null says nothing. */
  warnings: readonly (string | null)[];
}

/** Measures, writes the JSON result where one is asked for, prints the table, and warns on stderr. */
export async function runMethod<P>(
  file: string,
  options: InputOptions,
  signal: AbortSignal,
  { method, parametersOf, measure }: MethodCommand<P>,
): Promise<void> {
  await checkResultFile(options.json);
  await withInputs(file, options, signal, parametersOf, async (inputs, parameters) => {
    const { result, table, warnings } = await measure(inputs, parameters);
    const { model, dataset } = inputs;
    const head = { passband: VERSION, method, model, dataset, parameters };
    if (options.json !== undefined) await writeResult(options.json, { ...head, ...result });
    process.stdout.write(table);
    for (const warning of warnings) if (warning !== null) process.stderr.write(`warning: ${warning}\n`);
  });
}

/** The parameters of a method, as the engine checks them. Throws UsageError in the words that were typed. */
export function checkedParameters<M extends ClassifierMethod>(
  method: M,
  asked: Readonly<Record<string, unknown>>,
  images: Dataset,
): Methods[M]['parameters'] {
  const { parameters, problems } = methods[method].parseParameters(asked, datasetFacts(images));
  if (parameters === null) throw usageError(method, problems);
  return parameters;
}
