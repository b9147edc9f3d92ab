import { describe, expect, test } from 'vitest';
import type { JsonObject } from './json.ts';
import { declaredLayers } from './layers-model.ts';

const input = { class_name: 'InputLayer', config: { name: 'images', batch_input_shape: [null, 10, 12, 3] } };
const dense = { class_name: 'Dense', config: { name: 'dense', units: 7 } };
const softmax = { class_name: 'Softmax', config: { name: 'softmax' } };
const activation = { class_name: 'Activation', config: { name: 'activation', activation: 'softmax' } };
const pooling = { class_name: 'GlobalAveragePooling2D', config: { name: 'pooling' } };

const after = (layer: JsonObject, name: string): JsonObject => ({ ...layer, inbound_nodes: [[[name, 0, 0, {}]]] });
const classes = (className: string, config: JsonObject): number | null | undefined =>
  declaredLayers(
    {
      ...{ kind: 'layers', weights: [], files: [], signature: null },
      topology: { model_config: { class_name: className, config } },
    },
    'model.json',
  ).outputs[0]?.dims?.[1];

describe('the number of classes of a layers model', () => {
  test('is the units of its last dense layer, whatever activations come after', () => {
    expect(classes('Sequential', { layers: [input, dense] })).toBe(7);
    expect(classes('Sequential', { layers: [input, dense, softmax] })).toBe(7);
    expect(classes('Sequential', { layers: [input, dense, activation, softmax] })).toBe(7);
  });

  test('is found from the output layer, not from the order of layers', () => {
    const other = { class_name: 'Dense', config: { name: 'other', units: 9 } };
    const layers = [input, after(softmax, 'dense'), after(dense, 'images'), after(other, 'images')];
    expect(classes('Functional', { layers, output_layers: [['softmax', 0, 0]] })).toBe(7);
  });

  test('is known by a run only where something else comes last', () => {
    expect(classes('Sequential', { layers: [input, dense, pooling] })).toBeUndefined();
    expect(classes('Sequential', { layers: [softmax] })).toBeUndefined();
  });

  test('is looked for once a layer where the layers lead in a circle', () => {
    const layers = [after(softmax, 'activation'), after(activation, 'softmax')];
    expect(classes('Functional', { layers, output_layers: [['softmax', 0, 0]] })).toBeUndefined();
  });
});
