import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '@passband/engine';
import { checkOperations } from './allowed-operations.ts';
import { checkInside } from './inside-folder.ts';
import type { DeclaredNetwork, DeclaredTensor } from './network-shape.ts';
import { reachableOperations } from './reachable-operations.ts';
import { decodeSavedModel, type MetaGraph, type Node, type Shape, type SignatureTensor } from './saved-model-schema.ts';
import { readVariablesIndex, type StoredVariable } from './variables-index.ts';

const MOST_BYTES = 2 ** 31 - 1;
/** TensorFlow's numbers of float32, float64, bfloat16 and float16. */
const FLOAT32 = 1;
const FLOATING = [FLOAT32, 2, 14, 19];
const SERVING = 'serving_default';
/** Signatures of TensorFlow's own, which are no way to call the network. */
const isOwn = (name: string): boolean => name.startsWith('__saved_model');
/** Variables that training left: an optimiser's, and counters. */
const OF_TRAINING =
  /(^|\/)(adam\w*|sgd|rmsprop|adagrad|adadelta|ftrl|nadam|lion|optimizer|momentum|learning_rate|iteration|iterations|iter|decay|save_counter|beta_[12]|total|count)(\/|_\d+|$)/i;

/** A SavedModel as it is called. */
export interface SavedModelFacts {
  declared: DeclaredNetwork;
  tags: string[];
  signature: string;
}

/**
 * What a SavedModel declares, without running it. Throws EngineError where it is not whole, has no one way to be called,
 * or uses operations that are not allowed.
 */
export async function readSavedModel(folder: string): Promise<SavedModelFacts> {
  const file = join(folder, 'saved_model.pb');
  await checkInside(folder, [file]);
  const graph = servingGraph(await graphsOf(file), file);
  await checkVariables(folder, file);
  const signature = signatureName(graph, file);
  checkGraph(graph, signature, file);
  const { inputs, outputs } = graph.signatures[signature] ?? { inputs: {}, outputs: {} };
  const variables = (graph.graph?.node ?? []).filter(isTrained);
  const parameterCount = variables.reduce((sum, { attr }) => sum + elementsOf(attr.shape?.shape ?? null), 0);
  const declared = {
    format: 'TF_SAVED_MODEL' as const,
    inputs: tensorsOf(inputs),
    outputs: tensorsOf(outputs),
    parameterCount,
  };
  return { declared, tags: graph.info?.tags ?? [], signature };
}

async function graphsOf(file: string): Promise<MetaGraph[]> {
  const { size } = await stat(file);
  if (size > MOST_BYTES)
    throw new EngineError(`saved_model.pb must have at most ${MOST_BYTES} bytes; ${file} has ${size}`);
  const bytes = await readFile(file);
  try {
    return decodeSavedModel(bytes);
  } catch {
    throw new EngineError(`the model must be a whole SavedModel; ${file} is not one, or is cut off`);
  }
}

function servingGraph(graphs: readonly MetaGraph[], file: string): MetaGraph {
  const found = graphs.find(({ info }) => info?.tags.includes('serve')) ?? graphs[0];
  if (found?.graph?.node.length) return found;
  throw new EngineError(`the model must be a whole SavedModel; ${file} holds no graph`);
}

function signatureName({ signatures }: MetaGraph, file: string): string {
  const names = Object.keys(signatures).filter((name) => !isOwn(name));
  const [only] = names;
  if (names.includes(SERVING)) return SERVING;
  if (names.length === 1 && only !== undefined) return only;
  throw new EngineError(
    `a SavedModel must have the signature ${SERVING}, or one only; ${file} has ${names.length ? names.join(', ') : 'none'}`,
  );
}

/** Everything that loading and evaluating can reach is checked more strictly than what is only kept to save it again. */
function checkGraph(graph: MetaGraph, signature: string, file: string): void {
  const called = Object.entries(graph.signatures).filter(([name]) => name === signature || isOwn(name));
  const started = called.flatMap(([, { outputs }]) => Object.values(outputs).map(({ name }) => name));
  const atStart = Object.entries(graph.collections)
    .filter(([name]) => /main_op|init_op|table_initializer/.test(name))
    .flatMap(([, { nodes }]) => nodes?.value ?? []);
  checkOperations(reachableOperations(graph, [...started, ...atStart]), 'evaluated', file);
  const restore = graph.saver?.restoreOpName;
  if (restore) checkOperations(reachableOperations(graph, [restore]), 'restored', file);
  const functions = graph.graph?.library?.function ?? [];
  checkOperations(
    [...(graph.graph?.node ?? []), ...functions.flatMap(({ node }) => node)].flatMap(ownOperation(functions)),
    'unused',
    file,
  );
}

/** A node that calls a function by its name is no operation of TensorFlow's. */
function ownOperation(functions: readonly { head: { name: string } | null }[]): (node: Node) => string[] {
  const names = new Set(functions.map(({ head }) => head?.name ?? ''));
  return ({ op }) => (names.has(op) ? [] : [op]);
}

/**
 * A bundle of variables has an index, the data files that its name counts, and in them all that the index lists: TensorFlow
 * may end the process where a file is shorter than it believes.
 */
async function checkVariables(folder: string, file: string): Promise<void> {
  const variables = join(folder, 'variables');
  const names = await readdir(variables).catch((): string[] => []);
  const data = names.filter((name) => /^variables\.data-\d{5}-of-\d{5}$/.test(name)).sort();
  const expected = Number(data[0]?.slice(-5) ?? 1);
  if (!names.includes('variables.index') || data.length !== expected)
    throw new EngineError(
      `a SavedModel must have its variables (index and data) beside it; ${file} lacks ${data.length ? 'some' : 'them'}`,
    );
  const [index = '', ...shards] = ['variables.index', ...data].map((name) => join(variables, name));
  await checkInside(folder, [index, ...shards]);
  await checkLengths(index, shards);
}

async function checkLengths(index: string, shards: readonly string[]): Promise<void> {
  const sizes = await Promise.all(shards.map(async (shard) => (await stat(shard)).size));
  for (const { name, shard, offset, size } of storedVariables(await readFile(index), index))
    if (offset + size > (sizes[shard] ?? 0))
      throw new EngineError(
        `a SavedModel's variables must be whole; ${shards[shard] ?? index} ends before ${name} does, at byte ${offset + size}`,
      );
}

function storedVariables(bytes: Buffer, index: string): StoredVariable[] {
  try {
    return readVariablesIndex(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EngineError(`a SavedModel's variables must be whole; ${index}: ${reason}`);
  }
}

function isTrained({ op, attr, name }: Node): boolean {
  if (op !== 'VarHandleOp' && op !== 'VariableV2') return false;
  const shared = Buffer.from(attr.shared_name?.s ?? '', 'base64').toString('utf8');
  return FLOATING.includes(attr.dtype?.type ?? 0) && !OF_TRAINING.test(shared || name);
}

function elementsOf(shape: Shape | null): number {
  return (shape?.dim ?? []).reduce((product, { size }) => product * Math.max(0, size), 1);
}

function tensorsOf(tensors: Record<string, SignatureTensor>): DeclaredTensor[] {
  return Object.entries(tensors).map(([name, { dtype, shape }]) => ({
    name,
    isFloat32: dtype === FLOAT32,
    dims: !shape || shape.unknownRank ? null : shape.dim.map(({ size }) => (size > 0 ? size : null)),
  }));
}
