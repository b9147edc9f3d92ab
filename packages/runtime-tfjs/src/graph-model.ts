import { sizeOf } from '@passband/engine';
import { checkOperations } from './allowed-operations.ts';
import { type JsonObject, listOf, objectOf, textOf, wholeOf } from './json.ts';
import type { ModelJson } from './model-json.ts';
import type { DeclaredNetwork, DeclaredTensor } from './network-shape.ts';

const FLOATING = ['float32', 'float16'];

/** What a TF.js graph model declares, without running it. Throws EngineError for operations that are not allowed. */
export function declaredGraph({ topology, weights, signature }: ModelJson, file: string): DeclaredNetwork {
  const nodes = nodesOf(topology);
  checkOperations(
    allNodes(topology).map(({ op }) => textOf(op) ?? '?'),
    'evaluated',
    file,
  );
  const inputs = ofSignature(signature?.inputs) ?? nodes.filter(({ op }) => op === 'Placeholder').map(ofNode);
  const outputs = ofSignature(signature?.outputs) ?? lastNodes(nodes).map(ofNode);
  const parameterCount = weights
    .filter(({ dtype }) => FLOATING.includes(dtype))
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return { format: 'TFJS_GRAPH', inputs, outputs, parameterCount };
}

export function nodesOf(topology: JsonObject): JsonObject[] {
  return (listOf(topology.node) ?? []).map((node) => objectOf(node) ?? {});
}

/** Nodes of the graph and of the functions that it may call. */
function allNodes(topology: JsonObject): JsonObject[] {
  const functions = (listOf(objectOf(topology.library)?.function) ?? []).map((one) => objectOf(one) ?? {});
  return [
    ...nodesOf(topology),
    ...functions.flatMap((one) => (listOf(one.nodeDef) ?? []).map((node) => objectOf(node) ?? {})),
  ];
}

/** Null where there is no signature, or an empty one. */
function ofSignature(value: unknown): DeclaredTensor[] | null {
  const tensors = Object.entries(objectOf(value) ?? {}).map(([key, item]): DeclaredTensor => {
    const tensor = objectOf(item) ?? {};
    return {
      name: textOf(tensor.name) ?? key,
      dims: dimsOf(tensor.tensorShape),
      isFloat32: tensor.dtype === 'DT_FLOAT' || tensor.dtype === 1,
    };
  });
  return tensors.length ? tensors : null;
}

function ofNode(node: JsonObject): DeclaredTensor {
  const attributes = objectOf(node.attr);
  const type = objectOf(attributes?.dtype ?? attributes?.T)?.type;
  return {
    name: textOf(node.name) ?? '',
    dims: dimsOf(objectOf(attributes?.shape)?.shape),
    isFloat32: type === undefined || type === 'DT_FLOAT' || type === 1,
  };
}

/** Nodes that no other takes as its input. */
function lastNodes(nodes: readonly JsonObject[]): JsonObject[] {
  const used = new Set(
    nodes.flatMap(({ input }) => (listOf(input) ?? []).map((name) => (textOf(name) ?? '').replace(/^\^|:\d+$/g, ''))),
  );
  return nodes.filter(({ name, op }) => !used.has(textOf(name) ?? '') && op !== 'NoOp' && op !== 'Const');
}

function dimsOf(value: unknown): (number | null)[] | null {
  const shape = objectOf(value);
  if (!shape || shape.unknownRank === true) return null;
  return (listOf(shape.dim) ?? []).map((dim) => {
    const size = wholeOf(objectOf(dim)?.size);
    return size !== null && size > 0 ? size : null;
  });
}
