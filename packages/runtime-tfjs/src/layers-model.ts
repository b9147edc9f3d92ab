import { EngineError, sizeOf } from '@passband/engine';
import { type JsonObject, listOf, objectOf, textOf, wholeOf } from './json.ts';
import type { ModelJson } from './model-json.ts';
import type { DeclaredNetwork } from './network-shape.ts';

/** What a TF.js layers model (a Keras topology) declares, without building it. Throws EngineError for several inputs or outputs. */
export function declaredLayers({ topology, weights }: ModelJson, file: string): DeclaredNetwork {
  const model = objectOf(topology.model_config) ?? topology;
  const config = objectOf(model.config);
  const layers = (listOf(config?.layers) ?? listOf(model.config) ?? []).map((layer) => objectOf(layer) ?? {});
  const [first] = layers;
  const last = layers.at(-1);
  if (!first || !last) throw new EngineError(`the model must have layers; ${file} has none`);
  const name = (which: unknown, otherwise: JsonObject): string[] => namesOf(which) ?? [nameOf(otherwise)];
  const dims = batchInputShape(layers);
  const outputs = name(config?.output_layers, last);
  const dense = denseBefore(layers.find((layer) => nameOf(layer) === outputs[0]) ?? last, layers);
  return {
    format: 'TFJS_LAYERS',
    inputs: name(config?.input_layers, first).map((one) => ({ name: one, dims, isFloat32: true })),
    outputs: outputs.map((one) => ({ name: one, dims: classesOf(dense), isFloat32: true })),
    parameterCount: weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
  };
}

const nameOf = (layer: JsonObject): string => textOf(objectOf(layer.config)?.name) ?? textOf(layer.name) ?? 'layer';

/** Names in a list of [name, node, tensor], or in one such entry. */
function namesOf(value: unknown): string[] | null {
  const entries = listOf(value);
  if (!entries?.length) return null;
  if (textOf(entries[0]) !== null) return [textOf(entries[0]) ?? ''];
  return entries.map((entry) => textOf(listOf(entry)?.[0]) ?? '?');
}

/** Of the first layer that says it; Keras writes batch_input_shape or batch_shape. */
function batchInputShape(layers: readonly JsonObject[]): (number | null)[] | null {
  for (const layer of layers) {
    const config = objectOf(layer.config);
    const shape = listOf(config?.batch_input_shape) ?? listOf(config?.batch_shape);
    if (shape) return shape.map((size) => wholeOf(size));
  }
  return null;
}

/** Layers that give as many values as they take. */
const SAME_SHAPE = ['Activation', 'Softmax', 'ReLU', 'Dropout'];

/** The layer that decides how many values the output has: those after it leave their number as it is. */
function denseBefore(output: JsonObject, layers: readonly JsonObject[]): JsonObject {
  let layer = output;
  // As often as there are layers: a file may lead in a circle.
  for (let step = 0; step < layers.length && SAME_SHAPE.includes(textOf(layer.class_name) ?? ''); step++) {
    const before = layerBefore(layer, layers);
    if (!before) break;
    layer = before;
  }
  return layer;
}

/** What a layer takes: in a functional model its inbound node names it, in a sequential one it stands before it. */
function layerBefore(layer: JsonObject, layers: readonly JsonObject[]): JsonObject | undefined {
  const inbound = inboundName(layer.inbound_nodes);
  return inbound === null
    ? layers[layers.indexOf(layer) - 1]
    : layers.find((one) => (textOf(one.name) ?? nameOf(one)) === inbound);
}

/** The first name in [[[name, node, tensor, …]]]; null where there are no nodes. */
function inboundName(nodes: unknown): string | null {
  let first = nodes;
  for (let list = listOf(first); list; list = listOf(first)) first = list[0];
  return textOf(first);
}

/** [batch, classes] where the layer is dense; else the shape is known only by a run. */
function classesOf(layer: JsonObject): (number | null)[] | null {
  const units = wholeOf(objectOf(layer.config)?.units);
  return layer.class_name === 'Dense' && units !== null ? [null, units] : null;
}
