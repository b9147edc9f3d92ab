import type {
  Classifier,
  ModelFacts,
  OpenClassifierOptions,
  RuntimeAdapter,
  RuntimeDescription,
} from './classifier.ts';
import { EngineError } from './errors.ts';
import { runsFormat, runtimesFor } from './runtime-choice.ts';

/** Every runtime of some adapters, in their order. */
export async function describeRuntimes(adapters: readonly RuntimeAdapter[]): Promise<RuntimeDescription[]> {
  return (await Promise.all(adapters.map((adapter) => adapter.describe()))).flat();
}

/** The facts of a model, by whichever adapter reads its format. Throws EngineError where none does. */
export async function readModelFacts(adapters: readonly RuntimeAdapter[], path: string): Promise<ModelFacts> {
  return (await adapterOf(adapters, path)).facts;
}

/** Opens a model on the runtime of that name, or for auto on the best that is there and evaluates its format. Throws EngineError. */
export async function openClassifier(
  adapters: readonly RuntimeAdapter[],
  path: string,
  options: OpenClassifierOptions,
): Promise<Classifier> {
  return (await openModel(adapters, path, options)).classifier;
}

/** The same, with the facts of the model's file. */
export async function openModel(
  adapters: readonly RuntimeAdapter[],
  path: string,
  options: OpenClassifierOptions,
): Promise<{ classifier: Classifier; facts: ModelFacts }> {
  const { adapter, facts } = await adapterOf(adapters, path);
  const runtime = chosen(await adapter.describe(), facts, options.runtime);
  return { classifier: await adapter.open(path, { ...options, runtime }), facts };
}

function chosen(all: readonly RuntimeDescription[], { format }: ModelFacts, asked: string): string {
  const suited = all.filter(({ name }) => runsFormat(name, format));
  if (asked === 'auto') {
    const [best] = runtimesFor(format, all);
    if (best) return best;
    const why = suited.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
    throw new EngineError(`no runtime for ${format} is available: ${why}`);
  }
  const found = all.find(({ name }) => name === asked);
  if (!found)
    throw new EngineError(`\`runtime\` must be auto or one of ${all.map(({ name }) => name).join(', ')}; got ${asked}`);
  if (!runsFormat(asked, format))
    throw new EngineError(
      `a model of format ${format} runs on ${suited.map(({ name }) => name).join(', ')}; got ${asked}`,
    );
  if (!found.available) throw new EngineError(`runtime ${asked} is not available: ${found.reason}`);
  return asked;
}

async function adapterOf(
  adapters: readonly RuntimeAdapter[],
  path: string,
): Promise<{ adapter: RuntimeAdapter; facts: ModelFacts }> {
  for (const adapter of adapters) {
    const facts = await adapter.readFacts(path);
    if (facts) return { adapter, facts };
  }
  throw new EngineError(`the model must be an ONNX file, a TensorFlow SavedModel or a TF.js model; ${path} is none`);
}
