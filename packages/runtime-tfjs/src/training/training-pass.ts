import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { listOf } from '../json.ts';
import type { Tf } from '../tf.ts';
import { normalisedInTraining } from './batch-normalisation.ts';
import { fourAxes } from './convolution.ts';

type Layer = LayersModel['layers'][number];

/**
 * Scores of images as the network gives them in training: layers one after another, batch normalisation with the batch's own
 * mean and variance, which the moving ones follow.
 */
export function scoresInTraining(core: Tf['core'], network: LayersModel, images: Tensor): Tensor {
  const outputs = new Map<Layer, Tensor>();
  let last = images;
  // The layers of a model stand in an order in which each comes after those that it takes.
  for (const layer of network.layers) {
    const inputs = (layer.inboundNodes[0]?.inboundLayers ?? []).flatMap((before) => outputs.get(before) ?? []);
    last = inputs.length === 0 ? images : outputOf(core, layer, inputs);
    outputs.set(layer, last);
  }
  return last;
}

function outputOf(core: Tf['core'], layer: Layer, inputs: Tensor[]): Tensor {
  const [first] = inputs;
  if (layer.getClassName() === 'BatchNormalization' && first) return normalised(core, layer, first);
  if (layer.getClassName() === 'Conv2D' && first) return convolved(core, layer, first);
  const output = layer.apply(inputs.length === 1 && first ? first : inputs, { training: true });
  if (output instanceof core.Tensor) return output;
  throw new TypeError(`the layer ${layer.name} must give one tensor`);
}

/** The layer itself would compute the gradient with respect to its images too where nobody asks for it: the first one's. */
function convolved(core: Tf['core'], layer: Layer, images: Tensor): Tensor {
  const [kernel] = layer.weights.map((weight) => variableOf(core, weight));
  if (!kernel || layer.weights.length > 1)
    throw new TypeError(`the convolution ${layer.name} must have a kernel alone`);
  const [stride] = listOf(layer.getConfig().strides) ?? [];
  return core.conv2d(fourAxes(images), fourAxes(kernel), Number(stride), 'same');
}

function normalised(core: Tf['core'], layer: Layer, images: Tensor): Tensor {
  const [scale, shift, movingMean, movingVariance] = layer.weights.map((weight) => variableOf(core, weight));
  if (!scale || !shift || !movingMean || !movingVariance)
    throw new TypeError(`the normalisation ${layer.name} must have four weights`);
  const { momentum, epsilon } = layer.getConfig();
  return normalisedInTraining(
    core,
    images,
    { scale, shift, movingMean, movingVariance },
    {
      momentum: Number(momentum),
      epsilon: Number(epsilon),
    },
  );
}

/** The variable behind a layer's weight. */
export function variableOf(core: Tf['core'], weight: Layer['weights'][number]): Variable {
  const value = weight.read();
  if (value instanceof core.Variable) return value;
  throw new TypeError(`the weight ${weight.originalName} must be a variable`);
}
