import { nodesOf } from './graph-model.ts';
import { type JsonObject, listOf, objectOf, textOf } from './json.ts';

/**
 * A graph's topology in which no _FusedConv2D adds more than a bias. TensorFlow's converter fuses a residual shortcut into
 * the convolution as its "bias", a whole image; WebAssembly takes a bias of rank 1 only. Such a node becomes Conv2D, AddV2
 * and its activation. `isVector` says of a node's name whether it is a weight of rank 1.
 */
export function unfused(topology: JsonObject, isVector: (name: string) => boolean): JsonObject {
  const nodes = nodesOf(topology);
  if (!nodes.some((node) => addsImage(node, isVector))) return topology;
  return { ...topology, node: nodes.flatMap((node) => (addsImage(node, isVector) ? partsOf(node) : [node])) };
}

function addsImage(node: JsonObject, isVector: (name: string) => boolean): boolean {
  const added = textOf(listOf(node.input)?.[2]);
  return node.op === '_FusedConv2D' && fusedOps(node)[0] === 'BiasAdd' && added !== null && !isVector(added);
}

/** Attributes of the fused node that a plain convolution has too. */
const OF_CONVOLUTION = ['T', 'strides', 'padding', 'explicit_paddings', 'data_format', 'dilations'];

function partsOf(node: JsonObject): JsonObject[] {
  const name = textOf(node.name) ?? '';
  const [images, filter, shortcut] = (listOf(node.input) ?? []).map((input) => textOf(input) ?? '');
  const given = objectOf(node.attr) ?? {};
  const attr = Object.fromEntries(Object.entries(given).filter(([key]) => OF_CONVOLUTION.includes(key)));
  const type = { T: given.T ?? { type: 'DT_FLOAT' } };
  const [, activation] = fusedOps(node);
  const convolution = `${name}/unfused/convolution`;
  const sum = activation === undefined ? name : `${name}/unfused/sum`;
  const parts: JsonObject[] = [
    { name: convolution, op: 'Conv2D', input: [images, filter], attr },
    { name: sum, op: 'AddV2', input: [convolution, shortcut], attr: type },
  ];
  if (activation === undefined) return parts;
  const activated = activation === 'LeakyRelu' ? { ...type, alpha: given.leakyrelu_alpha } : type;
  return [...parts, { name, op: activation, input: [sum], attr: activated }];
}

/** Names of the operations that a fused node does after the convolution; in JSON they are base64. */
function fusedOps(node: JsonObject): string[] {
  const list = listOf(objectOf(objectOf(objectOf(node.attr)?.fused_ops)?.list)?.s) ?? [];
  return list.map((value) => Buffer.from(textOf(value) ?? '', 'base64').toString('latin1'));
}
